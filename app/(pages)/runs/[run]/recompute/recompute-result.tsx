import { Digest } from "@/app/_ui/digest";
import { countOf, grouped } from "@/app/_ui/figures";
import { Icon } from "@/app/_ui/icon";
import { VerdictBadge } from "@/app/_ui/verdict";
import type { ClaimId } from "@/lib/claims/catalog";
import type { Recomputed } from "./recomputing";
import { sizeText } from "./size-text";

/** What came of judging a claim again. Agreement is said once it is whole; everything else is said as what it is. */
export function RecomputeResult({ claim, result }: { claim: ClaimId; result: Recomputed }) {
  if (result.outcome === "impossible")
    return (
      <div role="alert" className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-3">
        <p className="flex items-center gap-2 font-semibold">
          <Icon sign="question" size={17} />
          Not recomputed: nothing is known about whether it agrees.
        </p>
        <p className="mt-1 break-words text-soft">{result.why}</p>
      </div>
    );
  const { here, there, figures, checks, matrix } = result;
  const basis =
    `${countOf(figures.pieces, "page or chunk", "pages and chunks")} (${sizeText(figures.bytes)}) and ` +
    `${countOf(figures.manifests, "manifest")}, each re-hashed here` +
    (figures.rows === null ? "" : `; ${countOf(figures.rows, "row")} re-read and counted`);
  if (result.outcome === "differs")
    return (
      <div role="alert" className="space-y-2 rounded-lg border-2 border-fail bg-fail-wash px-4 py-3">
        <p className="flex items-center gap-2 font-semibold text-fail">
          <Icon sign="cross" size={17} />
          {claim} does not come out as the server says. Do not rely on this run; tell whoever keeps the
          server.
        </p>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          here <VerdictBadge verdict={here.verdict} /> the server <VerdictBadge verdict={there.verdict} />
        </p>
        <p className="break-words">
          {checks.length > 0
            ? `Not the same: ${checks.join(", ")}.`
            : "This claim is the same, and the matrix as a whole is not."}
        </p>
        <p className="text-sm">
          Matrix here <Digest digest={matrix.here} label="matrix digest computed here" />, at the server{" "}
          <Digest digest={matrix.there} label="matrix digest of the server" />
        </p>
      </div>
    );
  return (
    <div role="status" className="rounded-lg border border-edge bg-surface px-4 py-3">
      <p className="flex flex-wrap items-center gap-2 font-semibold">
        <Icon sign="check" size={17} />
        It agrees: <VerdictBadge verdict={here.verdict} /> with the same{" "}
        {countOf(here.checks.length, "check")} and figures, in {grouped(Math.round(figures.took))} ms
      </p>
      <p className="mt-1 text-sm text-soft">
        From {basis}; {grouped(Math.round(figures.waited))} ms of waiting for the server. The whole matrix
        came out as <Digest digest={matrix.here} label="matrix digest computed here" />.
      </p>
    </div>
  );
}
