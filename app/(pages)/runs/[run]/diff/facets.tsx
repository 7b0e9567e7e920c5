import Link from "next/link";
import { grouped } from "@/app/_ui/figures";
import { pathWith } from "@/app/_ui/query";
import { KINDS } from "@/app/_ui/row-changes";
import type { DiffSlice } from "@/db/views";

type Filter = Readonly<Record<"claim" | "table" | "kind" | "column" | "key", string | undefined>>;

/** Every filter is a link or a form: it stands in the URL, and the server applies it to all rows of the diff. */
export function Facets({
  path,
  filter,
  facets,
}: {
  path: string;
  filter: Filter;
  facets: DiffSlice["facets"];
}) {
  const groups = [
    {
      name: "kind",
      title: "Kind",
      values: KINDS.filter((kind) => facets.kinds[kind] > 0).map(
        (kind) => [kind, facets.kinds[kind]] as const,
      ),
    },
    { name: "claim", title: "Claim", values: facets.claims.map((f) => [f.claim, f.count] as const) },
    { name: "table", title: "Table", values: facets.tables.map((f) => [f.table, f.count] as const) },
    { name: "column", title: "Column", values: facets.columns.map((f) => [f.column, f.count] as const) },
  ] as const;
  return (
    <nav aria-label="Filters" className="space-y-4 text-sm">
      <form action={path} className="space-y-1">
        {(["claim", "table", "kind", "column"] as const).map((name) =>
          filter[name] === undefined ? null : (
            <input key={name} type="hidden" name={name} value={filter[name]} />
          ),
        )}
        <label htmlFor="key" className="text-xs font-semibold text-faint">
          Part of a key
        </label>
        <div className="flex gap-2">
          <input
            id="key"
            name="key"
            type="search"
            defaultValue={filter.key}
            data-key="/"
            autoComplete="off"
            spellCheck={false}
            className="field min-w-0 font-mono text-sm"
          />
          <button type="submit" className="button">
            Find
          </button>
        </div>
      </form>
      <div className="grid grid-cols-2 gap-x-4 gap-y-4 lg:grid-cols-1">
        {groups.map(({ name, title, values }) => (
          <div key={name} className="min-w-0">
            <p className="mb-1 text-xs font-semibold text-faint">{title}</p>
            <ul className="max-h-40 overflow-y-auto lg:max-h-72">
              {values.map(([value, n]) => {
                const on = filter[name] === value;
                return (
                  <li key={value}>
                    <Link
                      href={pathWith(path, { ...filter, [name]: on ? undefined : value })}
                      prefetch={false}
                      aria-current={on ? "true" : undefined}
                      className="flex gap-2 rounded px-1.5 py-1 text-soft no-underline hover:bg-sunken aria-[current=true]:bg-ink aria-[current=true]:text-surface"
                    >
                      <span className="min-w-0 flex-1 break-all">{value}</span>
                      <span>{grouped(n)}</span>
                      {on && <span className="sr-only">(remove this filter)</span>}
                    </Link>
                  </li>
                );
              })}
            </ul>
          </div>
        ))}
      </div>
    </nav>
  );
}
