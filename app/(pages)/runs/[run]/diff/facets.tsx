import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { grouped } from "@/app/_ui/figures";
import { KINDS } from "@/app/_ui/row-changes";
import { ROWS } from "@/app/_ui/words/row-words";
import type { DiffSlice } from "@/db/verdicts/views";
import { DIFF } from "./diff-words";
import { diffPath, FILTERS, type Filter, type FilterName } from "./filter";

/**
 * Every filter is a link or a form: it stands in the URL, and the server applies it to all rows of the diff. A value
 * that the other filters rule out stays, with its zero: that is an answer, too.
 */
export async function Facets({ slug, filter, slice }: { slug: string; filter: Filter; slice: DiffSlice }) {
  const { facets, under } = slice;
  const words = await wordsOf(DIFF);
  const language = await pageLanguage();
  const { kinds } = ROWS[language];
  const groups: readonly {
    name: FilterName;
    title: string;
    values: readonly (readonly [string, string, number])[];
  }[] = [
    {
      name: "kind",
      title: words.facets.kind,
      values: KINDS.filter((k) => facets.kinds[k] > 0).map((k) => [k, kinds[k], under.kinds[k]] as const),
    },
    {
      name: "claim",
      title: words.facets.claim,
      values: facets.claims.map(
        ({ claim }) => [claim, claim, countIn(under.claims, "claim", claim)] as const,
      ),
    },
    {
      name: "table",
      title: words.facets.table,
      values: facets.tables.map(
        ({ table }) => [table, table, countIn(under.tables, "table", table)] as const,
      ),
    },
    {
      name: "explained",
      title: words.facets.explained,
      values:
        under.explained === 0 && filter.explained === undefined
          ? []
          : [
              ["no", words.facets.no, totalOf(under) - under.explained] as const,
              ["yes", words.facets.yes, under.explained] as const,
            ],
    },
    {
      name: "column",
      title: words.facets.column,
      values: facets.columns.map(
        ({ column }) => [column, column, countIn(under.columns, "column", column)] as const,
      ),
    },
  ];
  return (
    <nav aria-label={words.filters} className="no-print space-y-4 text-sm">
      <form action={`/runs/${slug}/diff`} className="space-y-1">
        {FILTERS.map((name) =>
          name === "key" || filter[name] === undefined ? null : (
            <input key={name} type="hidden" name={name} value={filter[name]} />
          ),
        )}
        <label htmlFor="key" className="text-xs font-semibold text-faint">
          {words.partOfKey}
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
            {words.find}
          </button>
        </div>
      </form>
      <div className="grid grid-cols-2 gap-x-4 gap-y-4 lg:grid-cols-1">
        {groups.map(
          ({ name, title, values }) =>
            values.length > 0 && (
              <div key={name} className="min-w-0">
                <p className="mb-1 text-xs font-semibold text-faint">{title}</p>
                <ul className="max-h-40 overflow-y-auto lg:max-h-72">
                  {values.map(([value, word, n]) => {
                    const on = filter[name] === value;
                    return (
                      <li key={value}>
                        <Link
                          href={diffPath(slug, { ...filter, [name]: on ? undefined : value })}
                          prefetch={false}
                          aria-current={on ? "true" : undefined}
                          className={`flex gap-2 rounded px-1.5 py-1 no-underline hover:bg-sunken aria-[current=true]:bg-ink aria-[current=true]:text-surface ${n === 0 ? "text-faint" : "text-soft"}`}
                        >
                          <span className="min-w-0 flex-1 break-all">{word}</span>
                          <span>{grouped(n, language)}</span>
                          {on && <span className="sr-only">{words.facets.remove}</span>}
                        </Link>
                      </li>
                    );
                  })}
                </ul>
              </div>
            ),
        )}
      </div>
    </nav>
  );
}

function countIn<Name extends string>(
  facets: readonly ({ readonly count: number } & Readonly<Record<Name, string>>)[],
  name: Name,
  value: string,
): number {
  return facets.find((f) => f[name] === value)?.count ?? 0;
}

function totalOf({ kinds }: Pick<DiffSlice["facets"], "kinds">): number {
  return kinds.changed + kinds.inserted + kinds.deleted;
}
