import type { StepResult } from "@/lib/bundle/protocol";
import type { BundleReport } from "@/lib/bundle/verify";
import type { RowChange } from "@/lib/verdict/change";
import { el, table } from "./element";
import { OUTCOME_SIGNS, type PageWords, STEP_SIGNS, VERDICT_WORDS } from "./words";

type Said = NonNullable<BundleReport["said"]>;

/** The outcome of the verification, which stands above everything that the bundle says. */
export function outcomeBanner({ outcome, steps }: BundleReport, words: PageWords): HTMLElement {
  const { word, says } = words.outcomes[outcome];
  const places = steps.flatMap((s) => s.places).slice(0, 10);
  return el(
    "section",
    { class: `outcome ${outcome}`, role: "status", "aria-label": words.outcome },
    el("p", { class: "big" }, el("span", { "aria-hidden": "true" }, `${OUTCOME_SIGNS[outcome]} `), word),
    el("p", {}, says),
    places.length > 0 &&
      el("ul", { lang: "en" }, ...places.map((p) => el("li", {}, el("code", {}, p.at), `: ${p.problem}`))),
  );
}

/** The front page: two facts in two banners, and what they rest on. */
export function frontPage(
  said: Said,
  rows: readonly RowChange[],
  more: number,
  at: Date,
  words: PageWords,
): HTMLElement[] {
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
        { class: `banner ${matrix.engineering.toLowerCase()}`, "aria-label": words.engineeringTitle },
        el("h2", {}, words.engineering),
        el("p", { class: "big" }, el("span", { "aria-hidden": "true" }, `${verdict.sign} `), verdict.word),
        el(
          "p",
          {},
          words.counted(
            counted("PASS"),
            matrix.claims.length,
            counted("FAIL"),
            counted("NO_EVIDENCE"),
            rows.length + more,
          ),
        ),
        matrix.failOpen.length > 0 &&
          el(
            "p",
            {},
            ...matrix.failOpen.map((c) => el("span", { class: "badge" }, `${c} ${words.failOpen[c].name}`)),
          ),
      ),
      el(
        "section",
        { class: "banner authority", "aria-label": words.authority },
        el("h2", {}, words.authority),
        el("p", { class: "big" }, authority.state),
        el(
          "p",
          {},
          words.asOf(words.basis[authority.basis], at.toISOString().slice(0, 16).replace("T", " ")),
        ),
        el("p", { class: "quiet" }, words.two),
      ),
    ),
    factsOf(said, words),
    claimsTable(said, words),
    ...caveats(said, words),
    ...decisions(said, words),
    ...rowTable(rows, more, words),
    coverageTable(said, words),
  ];
}

function factsOf({ document: { matrix }, checkpoint, key }: Said, words: PageWords): HTMLElement {
  const facts: [string, string][] = [
    [words.matrix, matrix.matrixDigest],
    [
      words.profile,
      matrix.profile
        ? `${matrix.profile.name} ${matrix.profile.version} ${matrix.profile.digest}`
        : words.none,
    ],
    ["before", matrix.evidence.before ?? words.missing],
    ["staging", matrix.evidence.staging ?? words.missing],
    ["after", matrix.evidence.after ?? words.missing],
    [words.evaluator, matrix.evaluator],
    [words.ledger, words.ledgerAt(checkpoint.origin, checkpoint.size, checkpoint.root)],
    [words.signed, `${key.vkey}${key.pinned ? words.pinned : words.ownWord}`],
  ];
  return el("dl", { class: "facts" }, ...facts.flatMap(([k, v]) => [el("dt", {}, k), el("dd", {}, v)]));
}

function claimsTable({ document: { matrix } }: Said, words: PageWords): HTMLElement {
  const rows = matrix.claims.map((claim) => {
    const { sign, word } = VERDICT_WORDS[claim.verdict];
    const figures = claim.checks.filter((c) => c.verdict === claim.verdict).slice(0, 4);
    return [
      el("strong", {}, claim.id),
      words.claim[claim.id].title,
      el("span", { class: `verdict ${claim.verdict.toLowerCase()}` }, `${sign} ${word}`),
      el(
        "ul",
        { lang: "en" },
        ...figures.map((c) => el("li", {}, `${c.id}: ${short(c.before)} → ${short(c.after)}. ${c.detail}`)),
      ),
    ];
  });
  return table(words.claims.title, words.claims.heads, rows);
}

function short(figure: string | null): string {
  return figure === null
    ? "–"
    : figure.replace(/[0-9a-f]{64}/g, (hex) => `${hex.slice(0, 8)}…${hex.slice(-6)}`);
}

function caveats({ document: { matrix } }: Said, words: PageWords): HTMLElement[] {
  if (matrix.caveats.length === 0) return [];
  return [
    el("h2", {}, words.caveats),
    el(
      "ul",
      {},
      ...matrix.caveats.map((c) =>
        el("li", {}, el("strong", {}, c.code), el("span", { lang: "en" }, ` ${c.detail}`)),
      ),
    ),
  ];
}

function decisions({ decisions: decided }: Said, words: PageWords): HTMLElement[] {
  return [
    el("h2", {}, words.decisions),
    decided.length === 0
      ? el("p", {}, words.nobody)
      : el(
          "ol",
          {},
          ...decided.map((d) =>
            el(
              "li",
              {},
              el("strong", {}, d.kind),
              `${words.decided(d.decidedBy, d.decidedAt, d.ledgerIndex, d.presence)}${d.reason}`,
              d.scope !== null && ` ${words.scope} ${d.scope}.`,
              d.expiresAt !== null && ` ${words.until} ${d.expiresAt}.`,
            ),
          ),
        ),
  ];
}

function rowTable(rows: readonly RowChange[], more: number, words: PageWords): HTMLElement[] {
  if (rows.length === 0) return [];
  return [
    table(
      words.rows.title,
      words.rows.heads,
      rows.map((row) => [
        row.table,
        el("code", {}, row.key.join(", ")),
        row.explained ? words.explained(words.kinds[row.kind]) : words.kinds[row.kind],
        cells(row, row.before, words),
        cells(row, row.after, words),
      ]),
    ),
    ...(more > 0 ? [el("p", { class: "quiet" }, words.more(more))] : []),
  ];
}

function cells(row: RowChange, values: RowChange["before"], words: PageWords): HTMLElement {
  if (values === null) return el("span", { class: "quiet" }, words.noRow);
  return el(
    "span",
    {},
    ...row.columns.slice(0, 12).map((c) => el("span", { class: "cell" }, `${c} = ${shown(values[c])}`)),
  );
}

function shown(value: string | null | undefined): string {
  return value === null || value === undefined ? "NULL" : JSON.stringify(value.slice(0, 200));
}

function coverageTable({ coverage }: Said, words: PageWords): HTMLElement {
  return table(
    words.coverage.title,
    words.coverage.heads,
    coverage.map((c) => [c.phase, c.table, String(c.rows), String(c.rowsHere), String(c.rows - c.rowsHere)]),
  );
}

export function stepRow({ id, outcome, says, places }: StepResult, words: PageWords): HTMLElement {
  return el(
    "li",
    { class: `step ${outcome}`, "data-step": id },
    el(
      "span",
      { class: "mark" },
      el("span", { "aria-hidden": "true" }, `${STEP_SIGNS[outcome]} `),
      words.stepOutcome[outcome],
    ),
    el(
      "span",
      {},
      el("strong", {}, `${words.step[id]}. `),
      el("span", { lang: "en" }, says),
      places.length > 0 &&
        el("ul", { lang: "en" }, ...places.map((p) => el("li", {}, el("code", {}, p.at), `: ${p.problem}`))),
    ),
  );
}
