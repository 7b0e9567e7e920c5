import Link from "next/link";
import { Command } from "@/app/_ui/command";
import { listOf } from "@/app/_ui/engineering-sentence";
import type { RunDetail } from "@/db/views";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import type { Phase } from "@/lib/evidence/manifest";

const WHAT: Record<"before" | "staging" | "after", { what: string; when: string }> = {
  before: {
    what: "The capture of production before the pilot",
    when: "It has to be taken before the pilot starts. It cannot be made up for later: then a new run is needed.",
  },
  staging: {
    what: "The staging evidence",
    when: "It has to be taken while the staging surface still exists.",
  },
  after: {
    what: "The capture of production after the disposal",
    when: "It is taken once the staging surface is disposed of.",
  },
};

export const REQUIRED = ["before", "staging", "after"] as const;

/** The two commands that fill one slot. */
export function slotCommands(run: Pick<RunDetail, "slug" | "profile">, phase: Phase): string {
  const file = `${run.slug}-${phase}.notouch`;
  return [
    `npx notouch capture ${phase} --profile ${run.profile.name} --run ${run.slug} --out ${file}`,
    `npx notouch upload ${file} --run ${run.slug}`,
  ].join("\n");
}

/** What is missing, which claims it leaves unproven, who can supply it and with which commands. */
export function MissingEvidence({ run, contributes }: { run: RunDetail; contributes: boolean }) {
  const missing = REQUIRED.filter((phase) => !run.evidence.some((e) => e.phase === phase));
  if (missing.length === 0) return null;
  const open =
    run.matrix === null
      ? CLAIM_IDS
      : run.matrix.claims.filter((c) => c.verdict === "NO_EVIDENCE").map((c) => c.id);
  return (
    <div className="mt-4 space-y-3">
      {missing.map((phase) => (
        <section
          key={phase}
          aria-labelledby={`missing-${phase}`}
          className="rounded-lg border border-dashed border-edge bg-surface px-4 py-3 sm:px-5"
        >
          <h3 id={`missing-${phase}`} className="font-semibold">
            Missing: <code>{phase}</code>. {WHAT[phase].what}.
          </h3>
          <p className="mt-1 mb-3 max-w-[75ch] text-sm text-soft">
            {open.length > 0 &&
              `Without it ${listOf(open)} ${open.length === 1 ? "stays" : "stay"} unproven. `}
            {WHAT[phase].when} An Engineer supplies it, or an Owner, who then cannot authorize this run.
          </p>
          <Command text={slotCommands(run, phase)} label={`commands for the ${phase} capture`} />
          {contributes && (
            <p className="no-print mt-2 text-sm">
              Or{" "}
              <Link href={`/runs/${run.slug}/upload`} prefetch={false} className="link">
                upload a file in the browser
              </Link>
              .
            </p>
          )}
        </section>
      ))}
    </div>
  );
}
