import { join } from "node:path";
import { seedRegister } from "@/db/authority/register";
import { type Db, type OpenDatabase, openDatabase } from "@/db/store/client";
import type { Signer } from "@/lib/ledger/note";
import { ledgerSigner } from "./ledger/ledger-key";
import { settings } from "./settings";

/**
 * One database a process. Next loads this module once per bundle, so the promise lives on globalThis;
 * a failed opening is forgotten, so that the next request tries again.
 */
const KEY = Symbol.for("notouch.database");
const holder = globalThis as { [KEY]?: Promise<OpenServer> | undefined };

/** The database, and the key that signs its ledger. */
interface OpenServer extends OpenDatabase {
  readonly signer: Signer;
}

async function open(): Promise<OpenServer> {
  const { databaseUrl, data, connections } = settings();
  const opened = await openDatabase({ url: databaseUrl, folder: join(data, "db"), connections });
  try {
    const signer = await ledgerSigner(opened.db);
    await seedRegister(opened.db);
    return { ...opened, signer };
  } catch (error) {
    await opened.close().catch(() => {});
    throw error;
  }
}

/** The database of this server, opened and migrated on first use. */
export async function database(): Promise<Db> {
  return (await server()).db;
}

export async function server(): Promise<OpenServer> {
  // `next build` renders pages; none of them may open the data folder of a running server.
  if (process.env.NEXT_PHASE === "phase-production-build")
    throw new Error("the database is not opened during a build");
  holder[KEY] ??= open().catch((error: unknown) => {
    holder[KEY] = undefined;
    throw error;
  });
  return holder[KEY];
}

export async function closeDatabase(): Promise<void> {
  const opened = holder[KEY];
  holder[KEY] = undefined;
  await (await opened?.catch(() => undefined))?.close();
}
