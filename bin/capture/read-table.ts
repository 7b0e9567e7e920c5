import type { Layout } from "@/lib/evidence/layout";
import { type Emit, type TableContent, TableWriter } from "@/lib/evidence/page";
import { fieldValue, keyEnd, splitRow } from "@/lib/evidence/rows";
import { copyOut } from "./copy-out";
import { identifier, literal } from "./quote";
import type { Session } from "./session";
import type { SourceTable } from "./tables";

/** A page of rows is one statement; it aims at well under the statement_timeout of 5 s that the role may have. */
const FIRST_ROWS = 20_000;
const MOST_ROWS = 200_000;
const FIRST_BYTES = 8 << 20;
const SLOW_MS = 1000;
const FAST_MS = 400;
const FIRST_BLOCKS = 2048;

export interface ReadTable {
  readonly session: Session;
  readonly table: SourceTable;
  readonly layout: Layout;
  readonly emit: Emit;
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** Reads every row that the snapshot shows, in many short statements, and leaves no temporary file behind. */
export async function readTable(reading: ReadTable): Promise<TableContent> {
  const { session, table, layout, emit } = reading;
  const writer = new TableWriter(layout, emit);
  // Where the server ends a statement, the transaction and its snapshot live on behind this point.
  await session.client.query("SAVEPOINT page");
  if (table.key.length > 0) await readByKey(reading, writer);
  else await readByBlock(reading, writer);
  await session.client.query("RELEASE SAVEPOINT page");
  return writer.finish();
}

function columnList(table: SourceTable): string {
  return table.columns.map((c) => `t.${identifier(c.name)}`).join(", ");
}

/** `true` where the server ended the statement for taking too long; any other error is thrown. */
async function outOfTime(session: Session, statement: () => Promise<unknown>): Promise<boolean> {
  try {
    await statement();
    return false;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "57014")) throw error;
    await session.client.query("ROLLBACK TO SAVEPOINT page");
    return true;
  }
}

/** Pages along the key's own index, in its own collation. A statement that was cut off goes on behind its last row. */
async function readByKey({ session, table, layout, onRows }: ReadTable, writer: TableWriter): Promise<void> {
  const columns = columnList(table);
  const keys = table.columns.slice(0, table.key.length);
  const order = keys.map((k) => `t.${identifier(k.name)}`).join(", ");
  // Without ONLY a parent would show the rows of tables that merely inherit from it, outside its key.
  const from = table.kind === "p" ? table.sql : `ONLY ${table.sql}`;
  let limit = Math.max(1, Math.min(FIRST_ROWS, Math.floor(FIRST_BYTES / Math.max(1, table.width))));
  let last: Uint8Array | null = null;
  for (;;) {
    const where = last === null ? "" : ` WHERE (${order}) > (${keyLiterals(last, layout, keys)})`;
    const sql = `COPY (SELECT ${columns} FROM ${from} AS t${where} ORDER BY ${order} LIMIT ${limit}) TO STDOUT`;
    const page = { rows: 0, row: NO_ROW, from: 0, to: 0 };
    const started = performance.now();
    const cut = await outOfTime(session, () =>
      copyOut(session.client, sql, (bytes, from, to) => {
        page.rows++;
        page.row = bytes;
        page.from = from;
        page.to = to;
        return writer.push(bytes, from, to);
      }),
    );
    // Only the key of the last row is kept, not the buffer of the socket in which it lies.
    if (page.rows > 0) last = keyOf(page.row.subarray(page.from, page.to), layout);
    onRows?.(page.rows);
    if (!cut && page.rows < limit) return;
    if (cut && page.rows === 0 && limit === 1) throw timeout(table);
    const elapsed = performance.now() - started;
    if (cut) limit = Math.max(1, Math.floor(limit / 4));
    else if (elapsed > SLOW_MS) limit = Math.max(1, Math.floor(limit / 2));
    else if (elapsed < FAST_MS) limit = Math.min(MOST_ROWS, limit * 2);
  }
}

const NO_ROW: Uint8Array = new Uint8Array(0);

function keyOf(row: Uint8Array, layout: Layout): Uint8Array {
  return row.slice(0, keyEnd(row, 0, row.length - 1, layout.keyColumns));
}

/** The key's values as typed literals: COPY takes no parameters. */
function keyLiterals(key: Uint8Array, layout: Layout, keys: SourceTable["columns"]): string {
  const fields = splitRow(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(key));
  if (fields.length !== layout.keyColumns)
    throw new Error("a key with another number of columns than the index");
  return keys
    .map((k, i) => {
      const value = fieldValue(fields[i] ?? "\\N");
      if (value === null) throw new Error(`a NULL in key column ${k.name}`);
      return `${literal(value)}::${k.cast}`;
    })
    .join(", ");
}

/** Pages of whole blocks, for a table without a key. A block range that was cut off is read again behind what came. */
async function readByBlock({ session, table, onRows }: ReadTable, writer: TableWriter): Promise<void> {
  const { blocks } = await session.row<{ blocks: string }>(
    "SELECT (pg_relation_size($1::oid) / current_setting('block_size')::bigint)::text AS blocks",
    [table.oid],
  );
  const columns = columnList(table);
  const end = Number(blocks);
  let step = FIRST_BLOCKS;
  let skip = 0;
  for (let from = 0; from < end; ) {
    const to = Math.min(end, from + step);
    const sql = `COPY (SELECT ${columns} FROM ONLY ${table.sql} AS t WHERE t.ctid >= '(${from},0)'::tid AND t.ctid < '(${to},0)'::tid) TO STDOUT`;
    let seen = 0;
    const started = performance.now();
    const cut = await outOfTime(session, () =>
      copyOut(session.client, sql, (bytes, from, to) => {
        // The order of blocks and items is fixed for a snapshot, so what was taken before comes first again.
        if (++seen <= skip) return undefined;
        return writer.push(bytes, from, to);
      }),
    );
    onRows?.(Math.max(0, seen - skip));
    const elapsed = performance.now() - started;
    if (cut) {
      if (step === 1) throw timeout(table);
      skip = Math.max(skip, seen);
      step = Math.max(1, Math.floor(step / 4));
      continue;
    }
    // A shorter range than the one that was cut off may end before everything that was taken already.
    skip = Math.max(0, skip - seen);
    from = to;
    if (elapsed > SLOW_MS) step = Math.max(1, Math.floor(step / 2));
    else if (elapsed < FAST_MS) step = Math.min(1 << 16, step * 2);
  }
}

function timeout(table: SourceTable): Error {
  return Object.assign(new Error(`one row of ${table.name} takes longer than statement_timeout allows`), {
    code: "57014",
  });
}
