import { CLAIM_IDS, type Verdict } from "./catalog";
import type { Caveat, ClaimResult } from "./check";
import type { CheckName } from "./check-kinds";
import type { Facts } from "./facts";
import type { Sheet } from "./judge";
import { type Report, type ReportedClaim, resultOf, statedFigures } from "./report";

/** What a person said came out, and the report that they rest it on, if any. */
export interface Declared {
  readonly result: "PASS" | "FAIL" | null;
  readonly report: Report | null;
}

export const NOTHING_DECLARED: Declared = { result: null, report: null };

/** Holds the declared result against the computed one. `claims` are NT-1 … NT-7, `computed` the worst of them. */
export function judgeDeclared(
  { result, report }: Declared,
  claims: readonly ClaimResult[],
  computed: Verdict,
  facts: Facts,
  sheet: Sheet<"NT-8">,
): void {
  if (result === null)
    sheet.pass("declared", "none", "none", "No result was declared, so none contradicts the computed one.");
  else holdAgainst("declared", result, computed, `${result} was declared`, lacking(claims, facts), sheet);
  if (report !== null) judgeReport(report, claims, computed, facts, sheet);
}

/** A report against the matrix: as a whole, claim by claim, figure by figure, and the evidence that it names. */
function judgeReport(
  report: Report,
  claims: readonly ClaimResult[],
  computed: Verdict,
  facts: Facts,
  sheet: Sheet<"NT-8">,
): void {
  const result = resultOf(report);
  holdAgainst("report", result, computed, `The report says ${result}`, lacking(claims, facts), sheet);
  for (const said of report.claims) {
    const real = claims.find((c) => c.id === said.id);
    // NT-8 judges the report itself: what it says of NT-8 is what it says as a whole.
    if (real) judgeReported(said, real, sheet);
  }
  judgeReportedEvidence(report, facts, sheet);
}

function judgeReported(said: ReportedClaim, real: ClaimResult, sheet: Sheet<"NT-8">): void {
  const name = `report.${said.id}` as const;
  if (said.verdict === "PASS" && real.verdict === "PASS") {
    const wrong = contradicted(said, real);
    if (wrong.length > 0)
      sheet.fail(
        name,
        said.verdict,
        real.verdict,
        `The report's figures of ${said.id} are not those of the evidence: ${wrong.slice(0, 3).join("; ")}. Make the report again from this evidence.`,
        ["F-OPEN-10"],
        null,
      );
    else
      sheet.pass(
        name,
        said.verdict,
        real.verdict,
        `The report and the evidence agree on ${said.id}, in ${statedFigures(said).length} figures.`,
      );
    return;
  }
  holdAgainst(name, said.verdict, real.verdict, `The report says ${said.verdict}`, openChecks(real), sheet);
}

/** One word against another: a PASS that the evidence does not carry is the silent PASS. */
function holdAgainst(
  name: CheckName<"NT-8">,
  said: Verdict,
  computed: Verdict,
  who: string,
  missing: string,
  sheet: Sheet<"NT-8">,
): void {
  if (said === computed) sheet.pass(name, said, computed, `${who}, and so does the evidence.`);
  else if (said === "PASS")
    sheet.fail(
      name,
      said,
      computed,
      `${who} where the evidence says ${spoken(computed)}: ${missing}.`,
      ["F-OPEN-10"],
      null,
    );
  else if (said === "NO_EVIDENCE" && computed === "PASS")
    sheet.pass(name, said, computed, `${who}; what it lacked is in the evidence by now.`);
  else if (computed === "PASS")
    sheet.fail(
      name,
      said,
      computed,
      `${who} where the evidence shows no fault. Somebody knows of something that is not in the evidence: find out what, and capture it.`,
      ["F-OPEN-10"],
      null,
    );
  else
    sheet.noEvidence(
      name,
      said,
      computed,
      `${who} where the evidence says ${spoken(computed)}: ${missing}. Settle that first, then declare again.`,
    );
}

const spoken = (verdict: Verdict) => (verdict === "NO_EVIDENCE" ? "that it does not suffice" : verdict);

/** What keeps the claims from a PASS: the captures that are not there, then the claims with their open checks. */
function lacking(claims: readonly ClaimResult[], { evidence }: Facts): string {
  const absent = (["before", "staging", "after"] as const).filter((phase) => evidence[phase] === null);
  const open = claims.filter((c) => c.verdict !== "PASS");
  return [
    ...(absent.length > 0 ? [`there is no ${absent.join(", no ")} evidence`] : []),
    ...open
      .slice(0, 3)
      .map((c) => `${c.id} ${c.verdict === "FAIL" ? "fails" : "lacks evidence"} in ${openChecks(c)}`),
    ...(open.length > 3
      ? [
          `and ${open
            .slice(3)
            .map((c) => c.id)
            .join(", ")} do not pass either`,
        ]
      : []),
  ].join("; ");
}

function openChecks(claim: ClaimResult): string {
  const open = claim.checks.filter((c) => c.verdict === claim.verdict && c.verdict !== "PASS");
  const more = open.length > 3 ? ` and ${open.length - 3} more` : "";
  return `${open
    .slice(0, 3)
    .map((c) => c.id)
    .join(", ")}${more}`;
}

/** Figures of a reported claim that no check measured; under a check's own id, that the check measured otherwise. */
function contradicted(said: ReportedClaim, real: ClaimResult): string[] {
  return statedFigures(said).flatMap(({ check, before, after }) => {
    const same = (c: ClaimResult["checks"][number]) => c.before === before && c.after === after;
    const measured = check === null ? undefined : real.checks.find((c) => c.id === check);
    if (measured ? same(measured) : real.checks.some(same)) return [];
    const found = measured
      ? `the evidence gives ${measured.before ?? "nothing"} → ${measured.after ?? "nothing"}`
      : "no check measured that";
    return [`${check ?? said.id} ${before} → ${after}, where ${found}`];
  });
}

/** A report that rests on other evidence says nothing about this one. */
function judgeReportedEvidence(report: Report, { evidence }: Facts, sheet: Sheet<"NT-8">): void {
  if (report.evidence === undefined) return;
  const wrong = (["before", "staging", "afterRun", "after"] as const).filter((phase) => {
    const said = report.evidence?.[phase];
    return said !== undefined && said !== null && digits(said) !== digits(evidence[phase]?.digest ?? "");
  });
  const named = Object.values(report.evidence).filter((d) => d !== null).length;
  if (wrong.length === 0)
    sheet.pass("report.evidence", named, named, "The report names no other evidence than this.");
  else if (resultOf(report) === "PASS")
    sheet.fail(
      "report.evidence",
      named,
      named - wrong.length,
      `The report's PASS rests on other evidence than this, in ${wrong.join(", ")}. Make the report again from this evidence.`,
      ["F-OPEN-10"],
    );
  else
    sheet.noEvidence(
      "report.evidence",
      named,
      named - wrong.length,
      `The report rests on other evidence than this, in ${wrong.join(", ")}. Make it again from this evidence.`,
    );
}

const digits = (digest: string) => digest.replace(/^sha256:/, "").toLowerCase();

/** A report that agrees and yet says less than it should: true, no fault of the pilot, and for the Owner to know. */
export function reportCaveats({ report }: Declared): Caveat[] {
  if (report === null) return [];
  const silent = report.claims.filter((c) => c.verdict === "PASS" && statedFigures(c).length === 0);
  const absent = CLAIM_IDS.filter((id) => !report.claims.some((c) => c.id === id));
  const caveat = (code: string, ids: readonly string[], says: string): Caveat[] =>
    ids.length === 0 ? [] : [{ code, table: null, count: ids.length, detail: `${says}: ${ids.join(", ")}.` }];
  return [
    ...caveat(
      "report-without-figures",
      silent.map((c) => c.id),
      "The imported report says PASS without a figure of both sides, so only this matrix carries",
    ),
    ...caveat("report-incomplete", absent, "The imported report says nothing of"),
  ];
}
