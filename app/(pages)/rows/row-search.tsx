import type { KeyedTable } from "@/db/evidence/keyed-tables";
import type { HistoryWords } from "./history-words";

/** One field a key column: a key of several columns is named whole, or it names nothing. */
export function RowSearch(props: {
  tables: readonly KeyedTable[];
  table: KeyedTable | undefined;
  named: string | undefined;
  values: readonly string[];
  words: HistoryWords;
}) {
  const { tables, table, named, values, words } = props;
  if (tables.length === 0) return <p className="text-soft">{words.noTables}</p>;
  return (
    <div className="card space-y-4 px-4 py-4">
      <form action="/rows" className="flex flex-wrap items-end gap-3">
        <label className="min-w-56 flex-1">
          <span className="mb-1 block text-sm font-semibold">{words.table}</span>
          <select name="table" defaultValue={named} className="field">
            {tables.map(({ name, key }) => (
              <option key={name} value={name}>
                {name} ({key.join(", ")})
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {words.choose}
        </button>
      </form>
      {table && (
        <form action="/rows" className="flex flex-wrap items-end gap-3">
          <input type="hidden" name="table" value={table.name} />
          {table.key.map((column, i) => (
            <label key={column} className="min-w-40 flex-1">
              <span className="mb-1 block font-mono text-sm">{column}</span>
              <input
                name="key"
                defaultValue={values[i]}
                autoComplete="off"
                spellCheck={false}
                data-key={i === 0 ? "/" : undefined}
                className="field font-mono"
              />
            </label>
          ))}
          <button type="submit" className="button button-ink">
            {words.look}
          </button>
        </form>
      )}
    </div>
  );
}
