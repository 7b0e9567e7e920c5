import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import type { RunDetail } from "@/db/views";
import { CLAIM_IDS, CLAIMS } from "@/lib/claims/catalog";

const PROOF = { PASS: "Proven", FAIL: "Disproven", NO_EVIDENCE: "Not proven" } as const;

/** Eight plain sentences, each proven, disproven or not proven. */
export function PlainClaims({ run }: { run: RunDetail }) {
  return (
    <ol className="card divide-y divide-line">
      {CLAIM_IDS.map((id) => {
        const verdict = run.matrix?.claims.find((c) => c.id === id)?.verdict ?? "NO_EVIDENCE";
        const { sign, text } = VERDICT_LOOK[verdict];
        return (
          <li key={id} className="flex gap-3 px-4 py-2.5">
            <Icon sign={sign} size={19} weight={2.6} className={`mt-0.5 shrink-0 ${text}`} />
            <p className="min-w-0">
              <strong className={text}>{PROOF[verdict]}.</strong> {CLAIMS[id].proven}{" "}
              <span className="text-sm whitespace-nowrap text-faint">{id}</span>
            </p>
          </li>
        );
      })}
    </ol>
  );
}
