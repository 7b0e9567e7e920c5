import type { DiffSlice } from "@/db/views";
import type { ChangeKind } from "@/lib/verdict/change";
import { CellValue } from "./cell-value";
import { Scroller } from "./frame";

type Change = DiffSlice["rows"][number];

const KIND_LOOK: Record<ChangeKind, { sign: string; word: string }> = {
  changed: { sign: "±", word: "changed" },
  inserted: { sign: "+", word: "inserted" },
  deleted: { sign: "−", word: "deleted" },
};

export const KINDS = Object.keys(KIND_LOOK) as ChangeKind[];

/** Columns of an inserted or deleted row that stand in the open; the rest unfolds. */
const OPEN_COLUMNS = 4;

/** Changed production rows: only the cells that differ, before beside after, with the rest of the row on demand. */
export function RowChanges({
  rows,
  label,
  anchors = false,
}: {
  rows: readonly Change[];
  label: string;
  anchors?: boolean;
}) {
  return (
    <Scroller label={label} className="card">
      <table className="grid-table changes table-fixed">
        <thead>
          <tr>
            <th scope="col" className="w-[32%]">
              Row
            </th>
            <th scope="col" className="w-[18%]">
              Column
            </th>
            <th scope="col">Before</th>
            <th scope="col">After</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <ChangedRow key={row.position} row={row} anchor={anchors} />
        ))}
      </table>
    </Scroller>
  );
}

function ChangedRow({ row, anchor }: { row: Change; anchor: boolean }) {
  const populated =
    row.kind === "changed" ? row.columns : row.columns.filter((c) => valueIn(row, c) !== null);
  const open = row.kind === "changed" ? populated : populated.slice(0, OPEN_COLUMNS);
  const rest = allColumns(row).filter((c) => !open.includes(c));
  const lines = Math.max(1, open.length) + (rest.length > 0 ? 1 : 0);
  const [first, ...others] = open;
  return (
    <tbody id={anchor ? `row-${row.position}` : undefined} className="border-b border-line last:border-0">
      <tr>
        <th scope="rowgroup" rowSpan={lines} className="!font-normal !whitespace-normal !text-ink">
          <RowName row={row} />
        </th>
        {first === undefined ? (
          <td colSpan={3}>No column differs in its text.</td>
        ) : (
          <Cells row={row} column={first} />
        )}
      </tr>
      {others.map((column) => (
        <tr key={column}>
          <Cells row={row} column={column} />
        </tr>
      ))}
      {rest.length > 0 && (
        <tr>
          <td colSpan={3}>
            <Context row={row} columns={rest} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function RowName({ row }: { row: Change }) {
  const { sign, word } = KIND_LOOK[row.kind];
  return (
    <div data-change tabIndex={-1} className="space-y-1">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="tag border-edge font-semibold text-ink">
          <span aria-hidden>{sign}</span> {word}
        </span>
        {row.claims.map((claim) => (
          <span key={claim} className="tag">
            {claim}
          </span>
        ))}
        {row.explained && (
          <span
            className="tag border-dashed"
            title="A newborn, uncertified row that is no staging key and that the pilot's role could not have written"
          >
            explained live birth
          </span>
        )}
      </div>
      <p className="font-mono text-[0.8125rem] break-all">
        {row.key.length === 0 ? "(no key)" : row.key.join(", ")}
      </p>
      <p className="text-xs text-faint break-all">{row.table}</p>
      {row.stagingKey !== null && (
        <p className="text-xs font-semibold text-fail">
          names staging key <code className="break-all">{row.stagingKey}</code>
        </p>
      )}
    </div>
  );
}

function Cells({ row, column }: { row: Change; column: string }) {
  const before = row.before?.[column];
  const after = row.after?.[column];
  return (
    <>
      <th scope="row" className="!font-mono !whitespace-normal !break-words !text-soft">
        {column}
      </th>
      <td data-label="before">
        <CellValue value={before} other={after} />
      </td>
      <td data-label="after">
        <CellValue value={after} other={before} />
      </td>
    </>
  );
}

function Context({ row, columns }: { row: Change; columns: readonly string[] }) {
  const word = row.kind === "changed" ? "unchanged" : "more";
  return (
    <details>
      <summary className="text-xs text-faint hover:text-ink">
        {columns.length} {word} {columns.length === 1 ? "column" : "columns"}
      </summary>
      <dl className="mt-2 grid grid-cols-[minmax(6rem,30%)_1fr] gap-x-4 gap-y-1 text-xs">
        {columns.map((column) => (
          <div key={column} className="contents">
            <dt className="font-mono break-words text-faint">{column}</dt>
            <dd>
              <CellValue value={valueIn(row, column)} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function valueIn(row: Change, column: string): string | null | undefined {
  return (row.after ?? row.before)?.[column];
}

function allColumns(row: Change): string[] {
  return [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
}
