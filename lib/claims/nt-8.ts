import { CLAIM_IDS, type ClaimId, type Verdict, worstOf } from "./catalog";
import type { ClaimResult } from "./check";
import { type Declared, judgeDeclared } from "./declared";
import type { Facts } from "./facts";
import { Sheet } from "./judge";

/** One injected violation and what the judge made of it. */
export interface Tooth {
  readonly claim: ClaimId;
  readonly violation: string;
  /**
   * `caught`: a check turned from something else to FAIL because of it · `missed`: none did · `impossible`: this
   * evidence offers no place to inject it, and the rest is null.
   */
  readonly outcome: "caught" | "missed" | "impossible";
  /** Where it was injected, by name. */
  readonly injected: string | null;
  /** The check that was to see it, with its verdict on the untouched sample and on the violated one. */
  readonly check: string | null;
  readonly control: Verdict | null;
  readonly spoiled: Verdict | null;
}

/** Claims whose PASS stands on a check without figures. Nothing may be green without numbers. */
export function silentClaims(claims: readonly ClaimResult[]): ClaimId[] {
  return claims
    .filter(
      (c) =>
        c.verdict === "PASS" &&
        (c.checks.length === 0 || c.checks.some((k) => k.before === null || k.after === null)),
    )
    .map((c) => c.id);
}

/** NT-8: judges the judgement. `claims` are NT-1 … NT-7; `teeth` null where the self-test could not run. */
export function judgeSilence(
  facts: Facts,
  claims: readonly ClaimResult[],
  declared: Declared,
  teeth: readonly Tooth[] | null,
): ClaimResult {
  const sheet = new Sheet("NT-8");
  judgeFigures(claims, sheet);
  judgeEvidence(facts, sheet);
  judgeTeeth(teeth, sheet);
  judgeDeclared(declared, claims, worstOf(claims.map((c) => c.verdict)), facts, sheet);
  return sheet.result();
}

function judgeFigures(claims: readonly ClaimResult[], sheet: Sheet<"NT-8">): void {
  const silent = silentClaims(claims);
  const proven = claims.filter(
    (c) => c.checks.length > 0 && c.checks.every((k) => k.before !== null && k.after !== null),
  );
  if (silent.length > 0)
    sheet.fail(
      "figures",
      claims.length,
      proven.length,
      `${silent.join(", ")} would be PASS without figures of both sides; trust none of them until the evaluator is mended.`,
      ["F-OPEN-10"],
    );
  else if (proven.length < claims.length) {
    const lacking = claims.filter((c) => !proven.includes(c)).map((c) => c.id);
    sheet.noEvidence(
      "figures",
      claims.length,
      proven.length,
      `Figures of a side are missing in ${lacking.join(", ")}; settle what those claims lack.`,
    );
  } else
    sheet.pass("figures", claims.length, proven.length, "NT-1 to NT-7 each carry the figures of both sides.");
}

const SUPPLIED_BY = {
  before: "capture before, and run the pilot after it",
  staging: "capture the staging surface while it exists",
  after: "capture after, once the surface is disposed of",
} as const;

function judgeEvidence({ evidence }: Facts, sheet: Sheet<"NT-8">): void {
  for (const phase of ["before", "staging", "after"] as const) {
    const fact = evidence[phase];
    if (fact === null)
      sheet.noEvidence(
        `evidence.${phase}`,
        null,
        null,
        `There is no ${phase} evidence; ${SUPPLIED_BY[phase]}.`,
      );
    else if (!fact.rehashed)
      sheet.fail(
        `evidence.${phase}`,
        fact.digest,
        null,
        `The ${phase} evidence does not hash to its digest, or its tables do not add up to their pages; send the captured file again, unaltered.`,
        ["F-OPEN-10"],
      );
    else
      sheet.pass(
        `evidence.${phase}`,
        fact.digest,
        fact.digest,
        `The ${phase} evidence re-hashes to its digest, and its tables add up to their pages.`,
      );
  }
}

function judgeTeeth(teeth: readonly Tooth[] | null, sheet: Sheet<"NT-8">): void {
  if (teeth === null) {
    sheet.noEvidence(
      "self-test",
      null,
      null,
      "The judge can be tested on this evidence only when before, staging and after are there: capture what is missing.",
    );
    return;
  }
  for (const claim of CLAIM_IDS) {
    const name = `self-test.${claim}` as const;
    const tooth = teeth.find((t) => t.claim === claim);
    if (tooth === undefined || tooth.outcome === "impossible" || tooth.check === null)
      sheet.noEvidence(
        name,
        null,
        null,
        `This evidence offers no place to inject ${tooth?.violation ?? "a violation"}, so nothing shows that ${claim} can fail: settle what ${claim} lacks first.`,
      );
    else if (tooth.outcome === "caught")
      sheet.pass(
        name,
        tooth.control ?? "absent",
        "FAIL",
        `Injected ${tooth.violation} (${tooth.injected}): ${tooth.check} turned to FAIL and said so.`,
      );
    else
      sheet.fail(
        name,
        tooth.control,
        tooth.spoiled,
        `Injected ${tooth.violation} (${tooth.injected}): ${tooth.check} did not turn to FAIL. Trust no PASS of ${claim} until the evaluator is mended.`,
        ["F-OPEN-10"],
      );
  }
}
