import { Check, CircleQuestionMark, type LucideIcon, X } from "lucide-react";
import { CLAIM_IDS, type ClaimId, type Verdict } from "@/lib/claims/catalog";

/** Icon, word and colour of each verdict: never the colour alone. */
export const VERDICT_LOOK: Record<Verdict, { word: string; icon: LucideIcon; text: string; frame: string }> =
  {
    PASS: { word: "PASS", icon: Check, text: "text-pass", frame: "border-pass bg-pass-wash text-pass" },
    FAIL: { word: "FAIL", icon: X, text: "text-fail", frame: "border-fail bg-fail-wash text-fail" },
    NO_EVIDENCE: {
      word: "NO EVIDENCE",
      icon: CircleQuestionMark,
      text: "text-none",
      frame: "border-dashed border-edge bg-none-wash text-none",
    },
  };

export function VerdictBadge({ verdict, large = false }: { verdict: Verdict; large?: boolean }) {
  const { word, icon: Icon, frame } = VERDICT_LOOK[verdict];
  const size = large ? "gap-2 px-3 py-1 text-lg" : "gap-1 px-1.5 py-px text-xs";
  return (
    <span
      className={`inline-flex items-center rounded border font-bold tracking-wide whitespace-nowrap ${frame} ${size}`}
    >
      <Icon aria-hidden size={large ? 20 : 13} strokeWidth={2.6} />
      {word}
    </span>
  );
}

/** What was never judged has eight unproven claims, not none. */
function eightOf(
  claims: readonly { id: ClaimId; verdict: Verdict }[],
): readonly { id: ClaimId; verdict: Verdict }[] {
  return claims.length > 0 ? claims : CLAIM_IDS.map((id) => ({ id, verdict: "NO_EVIDENCE" }));
}

/** Eight cells in the order of the claims; each says its claim and verdict to a screen reader and on hover. */
export function VerdictCells({ claims }: { claims: readonly { id: ClaimId; verdict: Verdict }[] }) {
  return (
    <ul className="flex gap-0.5" aria-label="Claims NT-1 to NT-8">
      {eightOf(claims).map(({ id, verdict }) => {
        const { word, icon: Icon, frame } = VERDICT_LOOK[verdict];
        return (
          <li
            key={id}
            title={`${id} ${word}`}
            className={`flex h-8 w-5 flex-col items-center justify-center rounded-[3px] border ${frame}`}
          >
            <span aria-hidden className="text-[0.625rem] leading-3 font-semibold">
              {id.slice(3)}
            </span>
            <Icon aria-hidden size={11} strokeWidth={3} />
            <span className="sr-only">
              {id} {word}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
