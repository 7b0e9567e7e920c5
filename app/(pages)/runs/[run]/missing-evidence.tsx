import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Command } from "@/app/_ui/command";
import { listOf } from "@/app/_ui/words/engineering-sentence";
import { SHARED } from "@/app/_ui/words/shared-words";
import type { RunDetail } from "@/db/runs/views";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import type { Phase } from "@/lib/evidence/manifest";
import { RUN } from "./run-words";

export const REQUIRED = ["before", "staging", "after"] as const;

/** Whether every capture is here without which nothing is proven. Conditions over captures that are not here hold of nothing. */
export function isWhole(run: { readonly evidence: readonly { readonly phase: string }[] }): boolean {
  return REQUIRED.every((phase) => run.evidence.some((e) => e.phase === phase));
}

/** The two commands that fill one slot. */
export function slotCommands(run: Pick<RunDetail, "slug" | "profile">, phase: Phase): string {
  const file = `${run.slug}-${phase}.notouch`;
  return [
    `npx notouch capture ${phase} --profile ${run.profile.name} --run ${run.slug} --out ${file}`,
    `npx notouch upload ${file} --run ${run.slug}`,
  ].join("\n");
}

/** What is missing, which claims it leaves unproven, who can supply it and with which commands. */
export async function MissingEvidence({ run, contributes }: { run: RunDetail; contributes: boolean }) {
  const missing = REQUIRED.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  if (missing.length === 0) return null;
  const open =
    run.matrix === null
      ? CLAIM_IDS
      : run.matrix.claims.filter((c) => c.verdict === "NO_EVIDENCE").map((c) => c.id);
  const { missing: words } = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  const language = await pageLanguage();
  return (
    <div className="mt-4 space-y-3">
      {missing.map((phase) => (
        <section
          key={phase}
          aria-labelledby={`missing-${phase}`}
          className="rounded-lg border border-dashed border-edge bg-surface px-4 py-3 sm:px-5"
        >
          <h3 id={`missing-${phase}`} className="font-semibold">
            {words.title} <code>{phase}</code>. {words[phase].what}
          </h3>
          <p className="mt-1 mb-3 max-w-[75ch] text-sm text-soft">
            {open.length > 0 && words.without(listOf(open, language), open.length > 1)}
            {words[phase].when} {words.who}
          </p>
          <Command text={slotCommands(run, phase)} label={words.commands(phase)} copy={copy} />
          {contributes && (
            <p className="no-print mt-2 text-sm">
              {words.or}{" "}
              <Link href={`/runs/${run.slug}/upload`} prefetch={false} className="link">
                {words.upload}
              </Link>
              .
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
