import { cookies } from "next/headers";
import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { pathWith } from "@/app/_ui/query";
import { removeFilter, saveFilter } from "./filter-actions";
import { RUNS } from "./runs-words";
import { FILTERS_COOKIE, parseFilters } from "./saved-filters";

const CHIP =
  "inline-flex min-h-7 items-center rounded-full border px-3 text-sm no-underline hover:bg-sunken aria-[current=true]:border-ink aria-[current=true]:bg-ink aria-[current=true]:font-semibold aria-[current=true]:text-surface";

/** Searches that are asked often, those that were kept in this browser, and a place to keep the present one. */
export async function FilterLinks({ q, username }: { q: string; username: string }) {
  const { search } = await wordsOf(RUNS);
  const kept = parseFilters((await cookies()).get(FILTERS_COOKIE)?.value);
  const usual = [
    [search.everything, ""],
    [search.fails, "eng:fail"],
    [search.unproven, "eng:none"],
    [search.waiting, "eng:pass auth:hold"],
    [search.authorized, "auth:authorized"],
    [search.mine, `by:${username}`],
  ] as const;
  const known = [...usual.map(([, own]) => own), ...kept.map((f) => f.q)].includes(q);
  return (
    <nav aria-label={search.filters} className="mb-3 flex flex-wrap items-center gap-2">
      {usual.map(([name, own]) => (
        <Link
          key={own}
          href={pathWith("/", { q: own || undefined })}
          prefetch={false}
          aria-current={own === q}
          className={`${CHIP} border-line text-soft`}
        >
          {name}
        </Link>
      ))}
      {kept.map((filter) => (
        <span key={filter.name} className="inline-flex items-center">
          <Link
            href={pathWith("/", { q: filter.q })}
            prefetch={false}
            title={filter.q}
            aria-current={filter.q === q}
            className={`${CHIP} gap-1.5 rounded-r-none border-edge text-ink`}
          >
            <Icon sign="star" size={13} /> {filter.name}
          </Link>
          <form action={removeFilter}>
            <input type="hidden" name="q" value={q} />
            <button
              type="submit"
              name="name"
              value={filter.name}
              aria-label={search.remove(filter.name)}
              title={search.remove(filter.name)}
              className="inline-flex min-h-7 min-w-7 items-center justify-center rounded-r-full border border-l-0 border-edge text-faint hover:bg-sunken hover:text-ink"
            >
              <Icon sign="cross" size={12} />
            </button>
          </form>
        </span>
      ))}
      {!known && (
        <form action={saveFilter} className="flex items-center gap-2">
          <input type="hidden" name="q" value={q} />
          <label className="sr-only" htmlFor="filter-name">
            {search.name}
          </label>
          <input
            id="filter-name"
            name="name"
            required
            maxLength={40}
            placeholder={search.name}
            autoComplete="off"
            className="field !min-h-7 !w-44 !py-0 text-sm"
          />
          <button type="submit" className="button !min-h-7 !py-0">
            <Icon sign="star" size={13} /> {search.save}
          </button>
        </form>
      )}
    </nav>
  );
}
