import { type CheckpointKeeper, type SignedCheckpoint, signCheckpoint } from "@/db/ledger/checkpoint";
import { server } from "./database";
import { readKept, replaceKept } from "./ledger/kept-file";

const FILE = "ledger-checkpoint";

/** The last signed checkpoint, beside the database and not in it. */
export const keeper: CheckpointKeeper = {
  read: () => {
    const kept = readKept(FILE);
    return kept === null ? null : `${kept}\n`;
  },
  write: (note) => replaceKept(FILE, note),
};

const KEY = Symbol.for("notouch.signing");
const holder = globalThis as { [KEY]?: Promise<unknown> };

/**
 * The checkpoint of the ledger as it stands, signed. One at a time in this process, so that the kept file only ever
 * moves forward. Fails with `integrity broken` where the ledger no longer continues what was signed before.
 */
export async function currentCheckpoint(): Promise<SignedCheckpoint> {
  const { db, signer } = await server();
  const before = holder[KEY];
  const mine = (async () => {
    await before?.catch(() => {});
    return signCheckpoint(db, signer, keeper);
  })();
  holder[KEY] = mine.catch(() => {});
  return mine;
}

/** A checkpoint as the specification serves it. */
export function noteResponse(note: string): Response {
  return new Response(note, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
