import { and, gte, inArray, isNotNull } from "drizzle-orm";
import { ENTRY_KIND_NAMES, type Entry, type EntryKind, parseEntry } from "@/lib/ledger/entry";
import type { Db } from "../store/client";
import { account, entry, person, recoveryCode, totp } from "../store/schema";
import { storedSecretDigest } from "../store/stored-secret";
import { PROJECTIONS } from "./projections";
import type { FsckReport } from "./report";

/** Kinds that say who may come in, and with what. */
const ACCOUNT_KINDS = ENTRY_KIND_NAMES.filter((kind) => {
  const projection = PROJECTIONS[kind];
  return projection.as === "accounts" || (projection.as === "rows" && projection.others === "accounts");
});

/** Digest of what is stored; null: nothing; `untold`: an older entry set it, and entries did not name it then. */
type Secret = string | null | "untold";

/** How an account stands from an entry on. */
interface Standing {
  readonly from: number;
  readonly role: string;
  readonly disabled: boolean;
  readonly password: Secret;
  /** Issuer and subject of the identity provider; null where it signs in by password. */
  readonly provider: string | null;
  readonly app: Secret;
  /** Recovery codes that may be there still. */
  readonly codes: ReadonlySet<string> | "untold";
}

/** Every account as the entries tell it, over time. Memory grows with the entries about accounts. */
export class AccountHistory {
  readonly #standings = new Map<string, Standing[]>();

  take({ kind, index, body }: Entry, report: FsckReport): void {
    if (!ACCOUNT_KINDS.includes(kind)) return;
    const username = String(body.username);
    const known = this.#standings.get(username);
    const last = known?.at(-1);
    if (kind === "account-created") {
      if (last) report.fault(`entry ${index}`, `creates the account ${username} a second time`);
      this.#standings.set(username, [created(index, body)]);
    } else if (!last || !known)
      report.fault(`entry ${index}`, `changes the account ${username}, which is not there`);
    else known.push({ ...last, ...changed(kind, body, last), from: index });
  }

  /** How an account stood just before an entry; null where it was not there. */
  before(username: string, index: number): Standing | null {
    return this.#standings.get(username)?.findLast((s) => s.from < index) ?? null;
  }

  /** How every account stands after all of them. */
  now(): ReadonlyMap<string, Standing> {
    const standing = new Map<string, Standing>();
    for (const [username, all] of this.#standings) {
      const last = all.at(-1);
      if (last) standing.set(username, last);
    }
    return standing;
  }
}

function created(from: number, body: Entry["body"]): Standing {
  const provider = body.issuer === undefined ? null : `${body.issuer} ${body.subject}`;
  return {
    from,
    role: String(body.role),
    disabled: false,
    password: provider === null ? told(body.passwordDigest) : null,
    provider,
    app: null,
    codes: new Set(),
  };
}

function changed(kind: EntryKind, body: Entry["body"], last: Standing): Partial<Standing> {
  switch (kind) {
    case "factor-added":
      return body.factor === "totp" ? { app: told(body.secretDigest) } : {};
    case "factor-removed":
      return body.factor === "totp" ? { app: null } : {};
    case "recovery-codes-made":
      return { codes: Array.isArray(body.codeDigests) ? new Set(body.codeDigests.map(String)) : "untold" };
    case "recovery-code-used":
      return {
        codes:
          last.codes === "untold"
            ? "untold"
            : new Set([...last.codes].filter((code) => code !== body.codeDigest)),
      };
    default:
      return {
        ...(body.role !== undefined && { role: String(body.role) }),
        ...(body.disabled !== undefined && { disabled: body.disabled === true }),
        ...(body.password !== undefined && { password: told(body.passwordDigest) }),
      };
  }
}

function told(digest: unknown): Secret {
  return typeof digest === "string" ? digest : "untold";
}

/**
 * Holds the accounts as they are, and what opens them, against what the entries say. Entries after the first `size`
 * are taken too, again and again while a server goes on changing accounts.
 */
export async function checkAccounts(
  db: Db,
  size: number,
  history: AccountHistory,
  report: FsckReport,
): Promise<void> {
  report.stage = "projections";
  let from = size;
  for (;;) {
    from = await takeAccounts(db, from, history, report);
    const people = await readAccounts(db);
    // Whoever was changed between the two reads is read again with the entry that says so.
    if ((await changesSince(db, from)).length > 0) continue;
    const standings = history.now();
    for (const there of people) {
      const standing = standings.get(there.username);
      if (standing) compare(there, standing, report);
      else report.fault(`account ${there.username}`, "no entry created it");
      report.done();
    }
    const usernames = new Set(people.map((p) => p.username));
    for (const username of standings.keys())
      if (!usernames.has(username)) report.fault(`account ${username}`, "is gone, and accounts never go");
    return;
  }
}

type Account = Awaited<ReturnType<typeof readAccounts>>[number];

/** Every account with all that opens it, secrets by their digests. */
async function readAccounts(db: Db) {
  const people = await db
    .select({ id: person.id, username: person.username, role: person.role, disabled: person.disabled })
    .from(person);
  const identities = await db
    .select({
      of: account.userId,
      provider: account.providerId,
      subject: account.accountId,
      password: account.password,
    })
    .from(account);
  const apps = await db
    .select({ of: totp.personId, secret: totp.secret })
    .from(totp)
    .where(isNotNull(totp.confirmedAt));
  const codes = await db.select({ of: recoveryCode.personId, hash: recoveryCode.hash }).from(recoveryCode);
  const digest = (secret: string | null | undefined) =>
    secret === null || secret === undefined ? null : storedSecretDigest(secret);
  return people.map(({ id, ...rest }) => {
    const own = identities.filter((i) => i.of === id);
    return {
      ...rest,
      password: digest(own.find((i) => i.provider === "credential")?.password),
      providers: own
        .filter((i) => i.provider !== "credential")
        .map((i) => `${i.provider.replace(/^oidc:/, "")} ${i.subject}`),
      app: digest(apps.find((a) => a.of === id)?.secret),
      codes: codes.filter((c) => c.of === id).map((c) => storedSecretDigest(c.hash)),
    };
  });
}

function compare(there: Account, standing: Standing, report: FsckReport): void {
  const at = `account ${there.username}`;
  if (standing.role !== there.role)
    report.fault(at, `is ${there.role}, the entries made it ${standing.role}`);
  else if (standing.disabled !== there.disabled)
    report.fault(at, there.disabled ? "is disabled, no entry says so" : "is active, an entry disabled it");
  for (const provider of there.providers)
    if (provider !== standing.provider) report.fault(at, `signs in by ${provider}, and no entry says so`);
  compareSecret(at, "password", there.password, standing.password, report);
  compareSecret(at, "authenticator app", there.app, standing.app, report);
  if (standing.codes === "untold") {
    if (there.codes.length > 0) report.skip(at, untold("recovery codes"));
  } else {
    const { codes } = standing;
    const more = there.codes.filter((code) => !codes.has(code)).length;
    if (more > 0) report.fault(at, `has ${more} recovery codes that no entry tells of, or that were used`);
  }
}

function compareSecret(
  at: string,
  what: string,
  there: string | null,
  said: Secret,
  report: FsckReport,
): void {
  if (said === "untold") report.skip(at, untold(what));
  else if (there !== said) report.fault(at, `its ${what} is not the one that its entry tells of`);
}

function untold(what: string): string {
  return `its ${what} cannot be checked: set before entries named what is stored. Setting it anew mends that`;
}

async function takeAccounts(
  db: Db,
  from: number,
  history: AccountHistory,
  report: FsckReport,
): Promise<number> {
  let next = from;
  for (const { text } of await changesSince(db, from)) {
    const read = parseEntry(text);
    history.take(read, report);
    next = read.index + 1;
  }
  return next;
}

function changesSince(db: Db, from: number) {
  return db
    .select({ text: entry.text, index: entry.index })
    .from(entry)
    .where(and(inArray(entry.kind, ACCOUNT_KINDS), gte(entry.index, from)))
    .orderBy(entry.index);
}
