import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { pathWith } from "@/app/_ui/query";
import { RUNS } from "./runs-words";

/** Tokens of the search; those that end in a colon want a name after it. */
const TOKENS = [
  "eng:pass",
  "eng:fail",
  "eng:none",
  "auth:hold",
  "auth:authorized",
  "missing:before",
  "missing:staging",
  "missing:after",
  "fopen:8",
  "by:",
  "profile:",
] as const;

/** A plain GET form: the search is in the URL and the server answers it over all runs. A token is put in or taken out by its link. */
export async function RunSearch({ q }: { q: string }) {
  const { search } = await wordsOf(RUNS);
  const parts = q.split(/\s+/).filter(Boolean);
  const toggled = (token: string) =>
    pathWith("/", {
      q:
        (parts.includes(token) ? parts.filter((p) => p !== token) : [...parts, token]).join(" ") || undefined,
    });
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element `search` has no role in older browsers
    <form role="search" action="/" className="mb-4">
      <div className="flex gap-2">
        <label htmlFor="q" className="sr-only">
          {search.label}
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          key={q}
          data-key="/"
          placeholder={search.placeholder}
          autoComplete="off"
          spellCheck={false}
          aria-describedby="q-tokens"
          className="field min-w-0 flex-1 font-mono text-sm"
        />
        <button type="submit" className="button">
          <Icon sign="search" size={15} /> {search.go}
        </button>
        {q !== "" && (
          <Link href="/" prefetch={false} className="button">
            {search.clear}
          </Link>
        )}
      </div>
      <p id="q-tokens" className="mt-2 flex flex-wrap items-center gap-1.5 text-xs text-faint">
        <span>{search.tokens}</span>
        {TOKENS.map((token) =>
          token.endsWith(":") ? (
            <span key={token} className="tag font-mono">
              {token}…
            </span>
          ) : (
            <Link
              key={token}
              href={toggled(token)}
              prefetch={false}
              aria-current={parts.includes(token)}
              className="tag min-h-6 font-mono no-underline hover:border-edge hover:text-ink aria-[current=true]:border-ink aria-[current=true]:bg-ink aria-[current=true]:text-surface"
            >
              {token}
            </Link>
          ),
        )}
      </p>
    </form>
  );
}
