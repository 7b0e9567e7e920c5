import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countAccounts, createAccount } from "@/db/identity/accounts";
import { mintKey } from "@/db/identity/keys";
import { openSetup } from "@/db/identity/setup";
import type { Db } from "@/db/store/client";
import type { Role } from "@/lib/authority/roles";
import { database } from "./database";
import { hashPassword } from "./identity/password-hash";
import { randomPassword } from "./identity/passwords";
import { settings } from "./settings";

/** One person per role, and a second Owner and engineer: who contributes does not authorize, and somebody else must. */
const DEMO_PEOPLE: readonly { readonly role: Role; readonly username: string; readonly name: string }[] = [
  { role: "owner", username: "olivia", name: "Olivia" },
  { role: "owner", username: "oscar", name: "Oscar" },
  { role: "engineer", username: "erik", name: "Erik" },
  { role: "engineer", username: "emma", name: "Emma" },
  { role: "auditor", username: "ada", name: "Ada" },
  { role: "administrator", username: "adam", name: "Adam" },
];

/** Takes the demonstration's captures, with an upload key of their own. */
const DEMO_ENGINEER = "erik";

/** Opens the database and, where it holds no account, makes the way in. Runs once, when the server starts. */
export async function firstStart(): Promise<void> {
  const db = await database();
  if ((await countAccounts(db)) > 0) return;
  if (settings().demonstration) await makeDemoAccounts(db);
  else await printSetupLink(db);
}

async function makeDemoAccounts(db: Db): Promise<void> {
  // With DATABASE_URL nobody else needed the folder until now.
  mkdirSync(settings().data, { recursive: true, mode: 0o700 });
  const people = await Promise.all(
    DEMO_PEOPLE.map(async (p) => {
      const password = randomPassword();
      return { ...p, password, passwordHash: await hashPassword(password) };
    }),
  );
  const lines = people.map((p) => `${p.role}  ${p.username}  ${p.password}\n`).join("");
  // The file first: accounts whose passwords nobody knows would be a locked door. One transaction, so that a crash
  // leaves either no account, and the next start writes the file again, or all of them.
  writeFileSync(join(settings().data, "demo-accounts.txt"), lines, { mode: 0o600 });
  await db.transaction(async (tx) => {
    for (const { role, username, name, passwordHash } of people) {
      const { id } = await createAccount(tx, { role, username, name, passwordHash }, null);
      if (username !== DEMO_ENGINEER) continue;
      const minter = { id, username, keyId: null };
      const { secret } = await mintKey(
        tx,
        { name: "demonstration", scope: "upload", expiresAt: null },
        minter,
      );
      writeFileSync(join(settings().data, "demo-token.txt"), `${secret}\n`, { mode: 0o600 });
    }
  });
}

async function printSetupLink(db: Db): Promise<void> {
  const token = randomBytes(32).toString("base64url");
  await openSetup(db, token);
  console.log(`Set-up link, good once and for 24 hours: ${settings().origins[0]}/setup?token=${token}`);
}
