import Link from "next/link";
import { Icon } from "@/app/_ui/icon";

const TOKENS = [
  "eng:pass",
  "eng:fail",
  "eng:none",
  "auth:hold",
  "auth:authorized",
  "missing:after",
  "fopen:8",
  "by:name",
  "profile:name",
] as const;

/** A plain GET form: the search is in the URL and the server answers it over all runs. */
export function RunSearch({ q }: { q: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: the element `search` has no role in older browsers
    <form role="search" action="/" className="mb-4">
      <div className="flex gap-2">
        <label htmlFor="q" className="sr-only">
          Search runs
        </label>
        <input
          id="q"
          name="q"
          type="search"
          defaultValue={q}
          data-key="/"
          placeholder="eng:fail missing:after fopen:8 by:ana, or words of a name"
          autoComplete="off"
          spellCheck={false}
          aria-describedby="q-tokens"
          className="field min-w-0 flex-1 font-mono text-sm"
        />
        <button type="submit" className="button">
          <Icon sign="search" size={15} /> Search
        </button>
        {q !== "" && (
          <Link href="/" prefetch={false} className="button">
            Clear
          </Link>
        )}
      </div>
      <p id="q-tokens" className="mt-1.5 text-xs text-faint">
        Tokens: {TOKENS.join("  ·  ")}. Each one narrows.
      </p>
    </form>
  );
}
