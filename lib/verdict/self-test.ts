import { CLAIM_IDS, type Verdict } from "../claims/catalog";
import type { ClaimResult } from "../claims/check";
import type { Tooth } from "../claims/nt-8";
import { INJECTIONS } from "./injections";
import type { Inputs, Measured } from "./measure";
import { Bench, type Trial } from "./trial";

/**
 * Shows on this very evidence that the judge can fail: one violation a claim is injected in memory, and the writer,
 * the differ and the claim that judge whole tables must see it. Each injection is judged beside a control without it,
 * so that a claim which is red anyway does not count as having seen anything. At most one page and one chunk are
 * opened for each part of production, so the cost grows with the number of claims and not with the table.
 * Returns null where the bracket is not complete.
 */
export async function selfTest(
  inputs: Inputs,
  measured: Measured,
  judged: readonly ClaimResult[],
): Promise<Tooth[] | null> {
  const { before, staging, after } = inputs;
  const { profile } = measured.facts;
  if (!before || !staging || !after || profile === null) return null;
  const bench = new Bench(profile, measured, judged, before, after);
  const teeth: Tooth[] = [];
  for (const claim of CLAIM_IDS) {
    const { violation, inject } = INJECTIONS[claim];
    const trial = await inject(bench);
    teeth.push({ claim, violation, ...(trial === null ? NOWHERE : biteOf(trial)) });
  }
  return teeth;
}

const NOWHERE = { outcome: "impossible", injected: null, check: null, control: null, spoiled: null } as const;

/** Whether one of the trial's checks turned to FAIL because of what was injected: by its id, and naming it. */
export function biteOf({
  control,
  spoiled,
  checks,
  named,
  injected,
}: Trial): Omit<Tooth, "claim" | "violation"> {
  const untouched = (id: string): Verdict | null => control.checks.find((c) => c.id === id)?.verdict ?? null;
  const turned = spoiled.checks.find(
    (c) =>
      checks.includes(c.id) &&
      c.verdict === "FAIL" &&
      untouched(c.id) !== "FAIL" &&
      (named === null || c.detail.includes(named)),
  );
  const seen = turned ?? spoiled.checks.find((c) => checks.includes(c.id));
  return {
    outcome: turned !== undefined && spoiled.verdict === "FAIL" ? "caught" : "missed",
    injected,
    check: seen?.id ?? checks[0] ?? null,
    control: seen ? untouched(seen.id) : null,
    spoiled: seen?.verdict ?? null,
  };
}
