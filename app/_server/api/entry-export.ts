import { type LedgerEntry, listEntries } from "@/db/ledger/ledger";
import type { Db } from "@/db/store/client";
import { type EntryFilter, entryQueryOf } from "./entry-filter";

const BATCH = 500;

const COLUMNS = ["index", "at", "kind", "actor", "run", "hash", "previous", "text"] as const;

/**
 * Every entry of a selection, oldest first, in the form of a file that is written while it is read.
 *
 *   csv  = RFC 4180: a header line, then a line an entry, CRLF, every field in quotes
 *   json = { "format": "notouch.entries/1", "filter": {…}, "entries": [ … ] }
 *
 * `text` is what `hash` covers, so that each entry can be checked by itself.
 */
export function exportEntries(
  db: Db,
  filter: EntryFilter,
  format: "csv" | "json",
): ReadableStream<Uint8Array> {
  const parts = format === "csv" ? csv(db, filter) : json(db, filter);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await parts.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

async function* batches(db: Db, filter: EntryFilter): AsyncGenerator<readonly LedgerEntry[]> {
  for (let cursor: number | undefined; ; ) {
    const { entries, next } = await listEntries(db, {
      ...entryQueryOf(filter),
      order: "oldest",
      cursor,
      limit: BATCH,
    });
    yield entries;
    if (next === null) return;
    cursor = next;
  }
}

async function* csv(db: Db, filter: EntryFilter): AsyncGenerator<string> {
  yield `${COLUMNS.join(",")}\r\n`;
  for await (const entries of batches(db, filter))
    yield entries.map((entry) => `${COLUMNS.map((c) => field(entry[c])).join(",")}\r\n`).join("");
}

function field(value: string | number | null): string {
  return `"${String(value ?? "").replaceAll('"', '""')}"`;
}

async function* json(db: Db, filter: EntryFilter): AsyncGenerator<string> {
  yield `{"format":"notouch.entries/1","filter":${JSON.stringify(filter)},"entries":[`;
  let first = true;
  for await (const entries of batches(db, filter)) {
    if (entries.length === 0) continue;
    yield (first ? "\n" : ",\n") + entries.map((entry) => JSON.stringify(entry)).join(",\n");
    first = false;
  }
  yield "\n]}\n";
}
