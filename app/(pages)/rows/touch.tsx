import Link from "next/link";
import { pageLanguage } from "@/app/_server/language";
import { RowChanges } from "@/app/_ui/row-changes";
import { rowPath } from "@/app/_ui/row-link";
import { VerdictBadge } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import type { RowTouch } from "@/db/verdicts/row-history";
import type { HistoryWords } from "./history-words";

/** One run in which the row differed, with what became of it. */
export async function Touch({ touch, words }: { touch: RowTouch; words: HistoryWords }) {
  const { run, engineering, row, matrixDigest } = touch;
  return (
    <section aria-label={words.run(run.slug)} className="space-y-2">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <Link href={`/runs/${run.slug}`} prefetch={false} className="link font-semibold" data-step>
          {run.name}
        </Link>
        <VerdictBadge verdict={engineering} />
        <span className="text-sm text-faint">
          {words.created} <When at={run.createdAt} />
        </span>
        <Link href={rowPath(run.slug, row, matrixDigest)} prefetch={false} className="link text-sm">
          {words.diff}
        </Link>
      </p>
      <RowChanges rows={[row]} label={words.rowIn(run.slug)} language={await pageLanguage()} />
    </section>
  );
}
