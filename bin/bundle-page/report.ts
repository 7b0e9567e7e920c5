import { STEPS, type StepResult } from "@/lib/bundle/protocol";
import type { BundleReport } from "@/lib/bundle/verify";
import { CLAIMS } from "@/lib/claims/catalog";
import { FAIL_OPEN } from "@/lib/claims/fail-open";
import type { RowChange } from "@/lib/verdict/change";
import { el, table } from "./element";
import { BASIS_WORDS, OUTCOME_WORDS, STEP_SIGNS, VERDICT_WORDS } from "./words";

type Said = NonNullable<BundleReport["said"]>;

/** The outcome of the verification, which stands above everything that the bundle says. */
export function outcomeBanner({ outcome, steps }: BundleReport): HTMLElement {
  const { sign, word, says } = OUTCOME_WORDS[outcome];
  const places = steps.flatMap((s) => s.places).slice(0, 10);
  return el(
    "section",
    { class: `outcome ${outcome}`, role: "status", "aria-label": "Outcome of the verification" },
    el("p", { class: "big" }, el("span", { "aria-hidden": "true" }, `${sign} `), word),
    el("p", {}, says),
    places.length > 0 &&
      el("ul", {}, ...places.map((p) => el("li", {}, el("code", {}, p.at), `: ${p.problem}`))),
  );
}

/** The front page: two facts in two banners, and what they rest on. */
export function frontPage(said: Said, rows: readonly RowChange[], more: number): HTMLElement[] {
  const { document: bundle, history, authority } = said;
  const { matrix } = bundle;
  const verdict = VERDICT_WORDS[matrix.engineering];
  const counted = (v: string) => matrix.claims.filter((c) => c.verdict === v).length;
  return [
    el("h1", {}, history.name, el("span", { class: "slug" }, bundle.run)),
    el(
      "div",
      { class: "banners" },
      el(
        "section",
        { class: `banner ${matrix.engineering.toLowerCase()}`, "aria-label": "Engineering verdict" },
        el("h2", {}, "Engineering"),
        el("p", { class: "big" }, el("span", { "aria-hidden": "true" }, `${verdict.sign} `), verdict.word),
        el(
          "p",
          {},
          `${counted("PASS")} of ${matrix.claims.length} claims pass, ${counted("FAIL")} fail, ${counted("NO_EVIDENCE")} lack evidence. ${rows.length + more} rows differ.`,
        ),
        matrix.failOpen.length > 0 &&
          el(
            "p",
            {},
            ...matrix.failOpen.map((c) => el("span", { class: "badge" }, `${c} ${FAIL_OPEN[c].name}`)),
          ),
      ),
      el(
        "section",
        { class: "banner authority", "aria-label": "Authority" },
        el("h2", {}, "Authority"),
        el("p", { class: "big" }, authority.state),
        el(
          "p",
          {},
          `${BASIS_WORDS[authority.basis] ?? authority.basis}, as of ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC.`,
        ),
        el("p", { class: "quiet" }, "An engineering PASS is no authority. Only an Owner's decision is."),
      ),
    ),
    factsOf(said),
    claimsTable(said),
    ...caveats(said),
    ...decisions(said),
    ...rowTable(rows, more),
    coverageTable(said),
  ];
}

function factsOf({ document: { matrix }, checkpoint, key }: Said): HTMLElement {
  const facts: [string, string][] = [
    ["Matrix", matrix.matrixDigest],
    [
      "Profile",
      matrix.profile ? `${matrix.profile.name} ${matrix.profile.version} ${matrix.profile.digest}` : "none",
    ],
    ["before", matrix.evidence.before ?? "missing"],
    ["staging", matrix.evidence.staging ?? "missing"],
    ["after", matrix.evidence.after ?? "missing"],
    ["Evaluator", matrix.evaluator],
    ["Ledger", `${checkpoint.origin}, ${checkpoint.size} entries, root ${checkpoint.root}`],
    [
      "Signed by",
      `${key.vkey}${key.pinned ? " (the key that you named leads to it)" : " (by this file's own word: compare it with one that you got elsewhere)"}`,
    ],
  ];
  return el("dl", { class: "facts" }, ...facts.flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)]));
}

function claimsTable({ document: { matrix } }: Said): HTMLElement {
  const rows = matrix.claims.map((claim) => {
    const { sign, word } = VERDICT_WORDS[claim.verdict];
    const figures = claim.checks.filter((c) => c.verdict === claim.verdict).slice(0, 4);
    return [
      el("strong", {}, claim.id),
      CLAIMS[claim.id].title,
      el("span", { class: `verdict ${claim.verdict.toLowerCase()}` }, `${sign} ${word}`),
      el(
        "ul",
        {},
        ...figures.map((c) => el("li", {}, `${c.id}: ${short(c.before)} → ${short(c.after)}. ${c.detail}`)),
      ),
    ];
  });
  return table("The eight claims", ["Claim", "Says", "Verdict", "Figures"], rows);
}

function short(figure: string | null): string {
  return figure === null
    ? "–"
    : figure.replace(/[0-9a-f]{64}/g, (hex) => `${hex.slice(0, 8)}…${hex.slice(-6)}`);
}

function caveats({ document: { matrix } }: Said): HTMLElement[] {
  if (matrix.caveats.length === 0) return [];
  return [
    el("h2", {}, "Caveats"),
    el("ul", {}, ...matrix.caveats.map((c) => el("li", {}, el("strong", {}, c.code), ` ${c.detail}`))),
  ];
}

function decisions({ decisions: decided }: Said): HTMLElement[] {
  return [
    el("h2", {}, "Decisions"),
    decided.length === 0
      ? el("p", {}, "Nobody has decided: HOLD by default.")
      : el(
          "ol",
          {},
          ...decided.map((d) =>
            el(
              "li",
              {},
              el("strong", {}, d.kind),
              ` by ${d.decidedBy} at ${d.decidedAt}, entry ${d.ledgerIndex}, presence: ${d.presence}. ${d.reason}`,
              d.scope !== null && ` Scope: ${d.scope}.`,
              d.expiresAt !== null && ` Until ${d.expiresAt}.`,
            ),
          ),
        ),
  ];
}

function rowTable(rows: readonly RowChange[], more: number): HTMLElement[] {
  if (rows.length === 0) return [];
  return [
    table(
      "Rows that differ, found again from the evidence",
      ["Table", "Key", "What", "Before", "After"],
      rows.map((row) => [
        row.table,
        el("code", {}, row.key.join(", ")),
        row.explained ? `${row.kind}, explained` : row.kind,
        cells(row, row.before),
        cells(row, row.after),
      ]),
    ),
    ...(more > 0 ? [el("p", { class: "quiet" }, `${more} more rows differ and are not listed here.`)] : []),
  ];
}

function cells(row: RowChange, values: RowChange["before"]): HTMLElement {
  if (values === null) return el("span", { class: "quiet" }, "no row");
  return el(
    "span",
    {},
    ...row.columns.slice(0, 12).map((c) => el("span", { class: "cell" }, `${c} = ${shown(values[c])}`)),
  );
}

function shown(value: string | null | undefined): string {
  return value === null || value === undefined ? "NULL" : JSON.stringify(value.slice(0, 200));
}

function coverageTable({ coverage }: Said): HTMLElement {
  return table(
    "What was counted again, and what is named by its digest alone",
    ["Capture", "Table", "Rows", "Counted again", "Named by digest alone"],
    coverage.map((c) => [c.phase, c.table, String(c.rows), String(c.rowsHere), String(c.rows - c.rowsHere)]),
  );
}

export function stepRow({ id, outcome, says, places }: StepResult): HTMLElement {
  const { sign, word } = STEP_SIGNS[outcome];
  return el(
    "li",
    { class: `step ${outcome}`, "data-step": id },
    el("span", { class: "mark" }, el("span", { "aria-hidden": "true" }, `${sign} `), word),
    el(
      "span",
      {},
      el("strong", {}, `${STEPS[id]}. `),
      says,
      places.length > 0 &&
        el("ul", {}, ...places.map((p) => el("li", {}, el("code", {}, p.at), `: ${p.problem}`))),
    ),
  );
}
