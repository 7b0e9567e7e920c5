import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import { claimWords } from "@/app/_ui/words/domain-words";
import type { RunDetail } from "@/db/runs/views";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import { SIGN_OFF } from "./sign-off-words";

/** Eight plain sentences, each proven, disproven or not proven, and the way to the figures of each. */
export async function PlainClaims({ run }: { run: RunDetail }) {
  const { proven } = await wordsOf(SIGN_OFF);
  const claims = claimWords(await pageLanguage());
  return (
    <ol className="card divide-y divide-line">
      {CLAIM_IDS.map((id) => {
        const verdict = run.matrix?.claims.find((c) => c.id === id)?.verdict ?? "NO_EVIDENCE";
        const { sign, text } = VERDICT_LOOK[verdict];
        return (
          <li key={id} className="flex gap-3 px-4 py-2.5">
            <Icon sign={sign} size={19} weight={2.6} className={`mt-0.5 shrink-0 ${text}`} />
            <p className="min-w-0 flex-1">
              <strong className={text}>{proven.verdict[verdict]}.</strong> {claims[id].proven}
            </p>
            <Link
              href={`/runs/${run.slug}#${id}`}
              prefetch={false}
              className="link shrink-0 text-sm leading-6 whitespace-nowrap"
            >
              {id}
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
