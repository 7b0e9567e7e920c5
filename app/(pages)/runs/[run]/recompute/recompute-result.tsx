import { Digest } from "@/app/_ui/digest";
import { grouped } from "@/app/_ui/figures";
import { Icon } from "@/app/_ui/icon";
import { VerdictBadge } from "@/app/_ui/verdict";
import { filled } from "@/app/_ui/words/catalogue";
import { usePageLanguage } from "@/app/_ui/words/page-language";
import type { ClaimId } from "@/lib/claims/catalog";
import type { RecomputeWords } from "./recompute-words";
import type { Recomputed } from "./recomputing";
import { sizeText } from "./size-text";

/** What came of judging a claim again. Agreement is said once it is whole; everything else is said as what it is. */
export function RecomputeResult(props: { claim: ClaimId; result: Recomputed; words: RecomputeWords }) {
  const { claim, result, words } = props;
  const language = usePageLanguage();
  if (result.outcome === "impossible")
    return (
      <div role="alert" className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-3">
        <p className="flex items-center gap-2 font-semibold">
          <Icon sign="question" size={17} className="shrink-0" />
          {words.impossible}
        </p>
        <p className="mt-1 break-words text-soft" lang="en">
          {result.why}
        </p>
      </div>
    );
  const { here, there, figures, checks, matrix } = result;
  if (result.outcome === "differs")
    return (
      <div role="alert" className="space-y-2 rounded-lg border-2 border-fail bg-fail-wash px-4 py-3">
        <p className="flex items-start gap-2 font-semibold text-fail">
          <Icon sign="cross" size={17} className="mt-1 shrink-0" />
          {filled(words.differs, { claim })}
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {words.sideHere} <VerdictBadge verdict={here.verdict} /> {words.sideThere}{" "}
          <VerdictBadge verdict={there.verdict} />
        </p>
        <p className="break-words">
          {checks.length > 0 ? filled(words.checks, { checks: checks.join(", ") }) : words.whole}
        </p>
        <p className="text-sm">
          {words.matrixHere} <Digest digest={matrix.here} label={words.digestHere} copy={words.copy} />,{" "}
          {words.matrixThere} <Digest digest={matrix.there} label={words.digestThere} copy={words.copy} />
        </p>
      </div>
    );
  const figure = (n: number) => grouped(Math.round(n), language);
  return (
    <div role="status" className="rounded-lg border border-edge bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        <Icon sign="check" size={17} />
        {words.agrees} <VerdictBadge verdict={here.verdict} />{" "}
        {filled(words.agreesIn, { checks: here.checks.length, took: figure(figures.took) })}
      </p>
      <p className="mt-1 text-sm text-soft">
        {filled(words.basis, {
          pieces: figure(figures.pieces),
          size: sizeText(figures.bytes),
          manifests: figures.manifests,
          reread: figures.rows === null ? "" : filled(words.reread, { rows: figure(figures.rows) }),
          waited: figure(figures.waited),
        })}{" "}
        <Digest digest={matrix.here} label={words.digestHere} copy={words.copy} />.
      </p>
    </div>
  );
}
