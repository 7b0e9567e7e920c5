import Link from "next/link";
import type { DiffRow } from "@/db/verdicts/views";
import type { ChangeKind, RowChange } from "@/lib/verdict/change";
import { CellValue } from "./cell-value";
import { Scroller } from "./frame";
import { historyPath, rowPath } from "./row-link";
import type { Language } from "./words/language";
import { ROWS } from "./words/row-words";

const KIND_SIGN: Readonly<Record<ChangeKind, string>> = { changed: "±", inserted: "+", deleted: "−" };

export const KINDS = Object.keys(KIND_SIGN) as ChangeKind[];

/** Columns of a row that stand in the open; the rest unfolds. */
const OPEN_COLUMNS: Readonly<Record<ChangeKind, number>> = { changed: 12, inserted: 4, deleted: 4 };

/** Where the rows stand, so that every row and cell has an address. */
export interface DiffPlace {
  readonly slug: string;
  readonly matrixDigest: string;
  /** The row that the address of the page means, and its column if it means one. */
  readonly linked?: { readonly position: number; readonly column?: string | undefined } | undefined;
  /** Rows that may be one of these under another key, by position. */
  readonly twins?: ReadonlyMap<number, DiffRow>;
}

/** Changed production rows: only the cells that differ, before beside after, with the rest of the row on demand. */
export function RowChanges({
  rows,
  label,
  place,
  language = "en",
}: {
  rows: readonly DiffRow[];
  label: string;
  place?: DiffPlace;
  language?: Language;
}) {
  const words = ROWS[language];
  return (
    <Scroller label={label} className="card">
      <table className="grid-table changes table-fixed">
        <thead>
          <tr>
            <th scope="col" className="w-[32%]">
              {words.row}
            </th>
            <th scope="col" className="w-[18%]">
              {words.column}
            </th>
            <th scope="col">{words.before}</th>
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <ChangedRow key={row.position} row={row} place={place} language={language} />
        ))}
      </table>
    </Scroller>
  );
}

/** As many rows as make at most so many lines of a table, from the start or from the end; always one. */
export function fittingRows(
  rows: readonly DiffRow[],
  lines: number,
  from: "start" | "end",
): readonly DiffRow[] {
  const ordered = from === "start" ? rows : [...rows].reverse();
  let left = lines;
  const fitting = ordered.filter((row, i) => {
    left -= linesOf(row);
    return i === 0 || left >= 0;
  });
  return from === "start" ? fitting : fitting.reverse();
}

/** Which columns of a row stand in the open, and which unfold: of a changed row, differing ones may be among them. */
function columnsOf(row: RowChange): { open: readonly string[]; rest: readonly string[] } {
  const first = row.kind === "changed" ? row.columns : row.columns.filter((c) => valueIn(row, c) !== null);
  const open = first.slice(0, OPEN_COLUMNS[row.kind]);
  const all = [...new Set([...row.columns, ...allColumns(row)])];
  return { open, rest: all.filter((c) => !open.includes(c)) };
}

function linesOf(row: RowChange): number {
  const { open, rest } = columnsOf(row);
  return Math.max(1, open.length) + (rest.length > 0 ? 1 : 0);
}

interface RowProps {
  readonly row: DiffRow;
  readonly place: DiffPlace | undefined;
  readonly language: Language;
}

function ChangedRow({ row, place, language }: RowProps) {
  const { open, rest } = columnsOf(row);
  const [first, ...others] = open;
  const linked = place?.linked?.position === row.position ? place.linked : undefined;
  const cell = (column: string) => (
    <Cells row={row} column={column} place={place} language={language} linked={linked?.column === column} />
  );
  return (
    <tbody
      id={linked && linked.column === undefined ? "linked" : undefined}
      className={`scroll-mt-20 border-b border-line last:border-0 ${linked ? "bg-sunken" : ""}`}
    >
      <tr>
        <th scope="rowgroup" rowSpan={linesOf(row)} className="!font-normal !whitespace-normal !text-ink">
          <RowName row={row} place={place} language={language} />
        </th>
        {first === undefined ? <td colSpan={3}>{ROWS[language].none}</td> : cell(first)}
      </tr>
      {others.map((column) => (
        <tr key={column}>{cell(column)}</tr>
      ))}
      {rest.length > 0 && (
        <tr>
          <td colSpan={3}>
            <Context row={row} columns={rest} language={language} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function RowName({ row, place, language }: RowProps) {
  const words = ROWS[language];
  const twin = row.pair === null ? undefined : place?.twins?.get(row.pair);
  return (
    <div data-change={row.position} tabIndex={-1} className="space-y-1">
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="tag border-edge font-semibold text-ink">
          <span aria-hidden>{KIND_SIGN[row.kind]}</span> {words.kinds[row.kind]}
        </span>
        {row.claims.map((claim) => (
          <span key={claim} className="tag">
            {claim}
          </span>
        ))}
        {row.explained && (
          <span className="tag border-dashed" title={words.bornSays}>
            {words.born}
          </span>
        )}
      </div>
      <RowKey row={row} language={language} />
      <p className="text-xs text-faint break-all">{row.table}</p>
      {row.stagingKey !== null && (
        <p className="text-xs font-semibold text-fail">
          {words.staging} <code className="break-all">{row.stagingKey}</code>
        </p>
      )}
      {twin && place && (
        <p className="text-xs text-soft">
          {words.twin(words.kinds[twin.kind])}{" "}
          <Link
            href={rowPath(place.slug, twin, place.matrixDigest)}
            prefetch={false}
            className="link break-all"
          >
            {twin.key.join(", ")}
          </Link>
          .
        </p>
      )}
      {place && row.key.length > 0 && (
        <p className="no-print text-xs">
          <Link href={historyPath(row.table, row.key)} prefetch={false} className="link">
            {words.history}
          </Link>
        </p>
      )}
    </div>
  );
}

/** The key; where it has several columns, each with its name, for values alone could be read in two ways. */
export function RowKey({
  row,
  language = "en",
}: {
  row: Pick<RowChange, "key" | "before" | "after">;
  language?: Language;
}) {
  const words = ROWS[language];
  const names = allColumns(row);
  const [only, ...others] = row.key;
  if (only === undefined) return <p className="text-xs text-faint">{words.noKey}</p>;
  if (others.length === 0)
    return (
      <p className="text-[0.8125rem] break-all">
        <CellValue value={only} language={language} />
      </p>
    );
  return (
    <ul className="text-[0.8125rem]">
      {row.key.map((value, i) => (
        <li key={names[i] ?? i} className="break-all">
          <code className="text-faint">{names[i] ?? words.key(i + 1)}</code>{" "}
          <CellValue value={value} language={language} />
        </li>
      ))}
    </ul>
  );
}

function Cells(props: RowProps & { readonly column: string; readonly linked: boolean }) {
  const { row, column, place, language, linked } = props;
  const words = ROWS[language];
  const before = row.before === null ? undefined : row.before[column];
  const after = row.after === null ? undefined : row.after[column];
  return (
    <>
      <th
        scope="row"
        id={linked ? "linked" : undefined}
        className={`scroll-mt-20 !font-mono !whitespace-normal !break-words !text-soft ${linked ? "bg-mark" : ""}`}
      >
        {place ? (
          <Link
            href={rowPath(place.slug, row, place.matrixDigest, column)}
            prefetch={false}
            data-cell
            className="no-underline hover:underline"
          >
            {column}
          </Link>
        ) : (
          column
        )}
      </th>
      <td data-label={words.before}>
        <CellValue value={before} other={after} side="before" language={language} />
      </td>
      <td data-label={words.after}>
        <CellValue value={after} other={before} side="after" language={language} />
      </td>
    </>
  );
}

function Context(props: { row: RowChange; columns: readonly string[]; language: Language }) {
  const { row, columns, language } = props;
  const words = ROWS[language];
  const differing = row.kind === "changed" ? columns.filter((c) => row.columns.includes(c)).length : 0;
  const plain = columns.length - differing;
  const parts = [
    differing > 0 && words.differ(differing),
    plain > 0 && (row.kind === "changed" ? words.unchanged(plain) : words.more(plain)),
  ].filter((p) => p !== false);
  return (
    <details>
      <summary className="text-xs text-faint hover:text-ink">{parts.join(", ")}</summary>
      <dl className="mt-2 grid grid-cols-[fit-content(45%)_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {columns.map((column) => (
          <div key={column} className="contents">
            <dt className="font-mono break-words text-faint">{column}</dt>
            <dd className="min-w-0 wrap-anywhere">
              {row.before !== null && row.after !== null && row.columns.includes(column) ? (
                <>
                  <CellValue
                    value={row.before[column]}
                    other={row.after[column]}
                    side="before"
                    language={language}
                  />{" "}
                  <span aria-hidden>→</span> <span className="sr-only">{words.became}</span>{" "}
                  <CellValue
                    value={row.after[column]}
                    other={row.before[column]}
                    side="after"
                    language={language}
                  />
                </>
              ) : (
                <CellValue value={valueIn(row, column)} language={language} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function valueIn(row: RowChange, column: string): string | null | undefined {
  return (row.after ?? row.before)?.[column];
}

function allColumns(row: Pick<RowChange, "before" | "after">): string[] {
  return [...new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])];
}
