import { CLAIM_IDS, type ClaimId, type Verdict } from "@/lib/claims/catalog";
import { Icon, type Sign } from "./icon";

/** Icon, word and colour of each verdict: never the colour alone. */
export const VERDICT_LOOK: Record<Verdict, { word: string; sign: Sign; text: string; frame: string }> = {
  PASS: { word: "PASS", sign: "check", text: "text-pass", frame: "border-pass bg-pass-wash text-pass" },
  FAIL: { word: "FAIL", sign: "cross", text: "text-fail", frame: "border-fail bg-fail-wash text-fail" },
  NO_EVIDENCE: {
    word: "NO EVIDENCE",
    sign: "question",
    text: "text-none",
    frame: "border-dashed border-edge bg-none-wash text-none",
  },
};

export function VerdictBadge({ verdict }: { verdict: Verdict }) {
  const { word, sign, frame } = VERDICT_LOOK[verdict];
  return (
    <span
      className={`inline-flex items-center rounded border gap-1 px-1.5 py-px text-xs font-bold tracking-wide whitespace-nowrap ${frame}`}
    >
      <Icon sign={sign} size={13} weight={2.6} />
      {word}
    </span>
  );
}

/** One claim with its verdict, for a sentence or a list. */
export function ClaimBadge({ id, verdict }: { id: ClaimId; verdict: Verdict }) {
  const { word, sign, frame } = VERDICT_LOOK[verdict];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded border px-1.5 py-px text-xs font-semibold whitespace-nowrap ${frame}`}
    >
      <Icon sign={sign} size={12} weight={2.6} />
      {id}
      <span className="sr-only">{word}</span>
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
    <ul className="flex gap-0.5" aria-label="NT-1 … NT-8">
      {eightOf(claims).map(({ id, verdict }) => {
        const { word, sign, frame } = VERDICT_LOOK[verdict];
        return (
          <li
            key={id}
            title={`${id} ${word}`}
            className={`flex h-8 w-5 flex-col items-center justify-center rounded-[3px] border ${frame}`}
          >
            <span aria-hidden className="text-[0.625rem] leading-3 font-semibold">
              {id.slice(3)}
            </span>
            <Icon sign={sign} size={11} weight={3} />
            <span className="sr-only">
              {id} {word}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
