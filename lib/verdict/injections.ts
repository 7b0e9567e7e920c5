import type { ClaimId } from "../claims/catalog";
import type { ClaimResult } from "../claims/check";
import { NOTHING_DECLARED } from "../claims/declared";
import type { Facts, TableFacts } from "../claims/facts";
import { judgeSilence } from "../claims/nt-8";
import type { JudgedClaim } from "../claims/registry";
import { isPopulated } from "../evidence/layout";
import { SCOPES } from "../evidence/scope";
import { nameOfRow } from "./classify";
import type { RawRow, Sample } from "./sample";
import { type Bench, MINTED, type Trial, trial, withTable } from "./trial";

export interface Injection {
  readonly violation: string;
  /** Null where this evidence offers no place for the violation. */
  readonly inject: (bench: Bench) => Promise<Trial | null>;
}

const OTHER = "notouch-self-test";

/** One violation a claim: the same list that the specification of the self-test names. */
export const INJECTIONS: Readonly<Record<ClaimId, Injection>> = {
  "NT-1": {
    violation: "a stamp",
    inject: (b) =>
      inRegistry(b, "NT-1", ["rows", "inserted"], (sample) =>
        overwrite(sample, b.profile.registry.stamps, "2001-01-01 00:00:00+00"),
      ),
  },
  "NT-2": {
    violation: "a certification",
    inject: (b) => inRegistry(b, "NT-2", ["gained", "lost", "inserted"], (sample) => certify(sample, b)),
  },
  "NT-3": {
    violation: "a canonical field",
    inject: (b) =>
      inRegistry(b, "NT-3", ["rows", "inserted"], (sample) =>
        overwrite(sample, b.profile.registry.canonical, OTHER),
      ),
  },
  "NT-4": {
    violation: "a minted staging key",
    inject: (b) => inRegistry(b, "NT-4", ["staging-keys", "unexplained"], mint),
  },
  "NT-5": { violation: "an edge", inject: injectEdge },
  "NT-6": { violation: "a changed certifier", inject: async (b) => changeCertifier(b.measured.facts) },
  "NT-7": { violation: "a residue", inject: async (b) => leaveResidue(b.measured.facts) },
  "NT-8": { violation: "a removed figure", inject: async (b) => removeFigure(b) },
};

/** Rows of `after` with a violation in them, what was done, and the name of the row that carries it. */
interface Spoiled {
  readonly rows: readonly RawRow[];
  readonly injected: string;
  readonly named: string;
}

/** The value of a tracked column overwritten in the first row; in an empty table, a row that is born with it. */
function overwrite(
  sample: Sample,
  tracked: readonly { readonly column: string }[],
  value: string,
): Spoiled | null {
  const { table, rows } = sample;
  const column = tracked.find((t) => table.columns.some((c) => c.name === t.column))?.column;
  if (column === undefined) return null;
  const index = table.columns.findIndex((c) => c.name === column);
  const [first, ...rest] = rows;
  const row = (first ?? bareRow(sample)).map((old, i) => (i !== index ? old : old === value ? OTHER : value));
  const named = nameOfRow(table, row);
  return { rows: [row, ...rest], injected: `${column} on row ${named}`, named };
}

/** A row that is not certified becomes so; where all are, one loses it. */
function certify(sample: Sample, { profile }: Bench): Spoiled | null {
  const flag = sample.layout.groups.find((g) => g.name === "certified")?.columns[0];
  if (flag?.name !== profile.registry.certified.flag.column) return null;
  const at = sample.rows.findIndex((row) => !isPopulated(row[flag.index] ?? "\\N", flag));
  const value = flag.empty.includes("t") ? OTHER : "t";
  const target = at < 0 ? 0 : at;
  const row = (sample.rows[target] ?? bareRow(sample)).map((old, i) =>
    i !== flag.index ? old : at < 0 && sample.rows.length > 0 ? "\\N" : value,
  );
  const named = nameOfRow(sample.table, row);
  const rows = sample.rows.length === 0 ? [row] : sample.rows.map((old, i) => (i === target ? row : old));
  return { rows, injected: `${flag.name} on row ${named}`, named };
}

function mint(sample: Sample): Spoiled {
  const row = bareRow(sample);
  return {
    rows: [...sample.rows, row],
    injected: `row ${nameOfRow(sample.table, row)}`,
    named: nameOfRow(sample.table, row),
  };
}

/** A row with the self-test's own key and nothing else. A table without a key gets it in its first column. */
function bareRow({ table }: Sample): RawRow {
  return table.columns.map((_, i) => (i < Math.max(1, table.key.length) ? MINTED : "\\N"));
}

async function inRegistry(
  bench: Bench,
  claim: JudgedClaim,
  checks: readonly string[],
  spoil: (sample: Sample) => Spoiled | null,
): Promise<Trial | null> {
  const sample = await bench.sampleOf("registry");
  const spoiled = sample && spoil(sample);
  return sample && spoiled ? inSample(bench, claim, checks, sample, spoiled) : null;
}

async function inSample(
  bench: Bench,
  claim: JudgedClaim,
  checks: readonly string[],
  sample: Sample,
  { rows, injected, named }: Spoiled,
): Promise<Trial> {
  const { facts } = bench.measured;
  return trial(
    claim,
    checks,
    `${injected} of ${sample.name}`,
    named,
    withTable(facts, await bench.control(sample)),
    withTable(facts, await bench.spoiled(sample, rows)),
  );
}

async function injectEdge(bench: Bench): Promise<Trial | null> {
  const sample = await bench.sampleOf("knowledge-graph");
  if (sample) return inSample(bench, "NT-5", [`checksum.${sample.name}`], sample, mint(sample));
  // Where every table of the graph is absent, the violation is a table that appears.
  const { facts } = bench.measured;
  const absent = facts.tables.find((t) => t.entry.part === "knowledge-graph" && t.state === "absent");
  if (!absent) return null;
  const table: TableFacts = {
    name: absent.name,
    entry: absent.entry,
    state: "appeared",
    before: null,
    after: { rows: 1, groups: {}, checksum: "", counters: null, filenode: "0" },
  };
  return trial("NT-5", [`count.${absent.name}`], absent.name, absent.name, facts, withTable(facts, table));
}

/** The certifier of `before` is taken as unchanged, and then changed; where there is none, a path to production appears. */
function changeCertifier(facts: Facts): Trial {
  const { before } = facts.certifier;
  const certifier = { before, staging: before, after: before };
  if (before?.trigger && before.function) {
    const changed = { ...before, function: { digest: "0".repeat(64) } };
    return trial(
      "NT-6",
      ["certifier"],
      "another function",
      null,
      { ...facts, certifier },
      { ...facts, certifier: { ...certifier, after: changed } },
    );
  }
  const link = { kind: "trigger" as const, from: OTHER, to: "production", detail: "" };
  const separation = { looked: SCOPES.separation };
  return trial(
    "NT-6",
    ["separation"],
    `trigger ${OTHER}`,
    OTHER,
    { ...facts, separation, links: [] },
    { ...facts, separation, links: [link] },
  );
}

function leaveResidue(facts: Facts): Trial | null {
  if (facts.residue === null) return null;
  const clean: NonNullable<Facts["residue"]> = {
    ...facts.residue,
    schemas: [],
    relations: [],
    sequences: [],
    functions: [],
    types: [],
    roles: [],
    others: [],
    looked: [...SCOPES.surface],
    unseen: [],
  };
  return trial(
    "NT-7",
    ["residue"],
    `schema ${OTHER}`,
    OTHER,
    { ...facts, residue: clean, moved: [] },
    { ...facts, residue: { ...clean, schemas: [{ name: OTHER, oid: "0" }] }, moved: [] },
  );
}

/** A claim that passes, judged for its silence with all its figures and with one taken away. */
function removeFigure({ measured: { facts }, judged }: Bench): Trial | null {
  const whole = judged.find((c) => c.verdict === "PASS" && c.checks.length > 0);
  if (!whole) return null;
  const [first, ...rest] = whole.checks;
  if (!first) return null;
  const robbed = { ...whole, checks: [{ ...first, after: null }, ...rest] };
  const judge = (claim: ClaimResult) => judgeSilence(facts, [claim], NOTHING_DECLARED, null);
  return {
    injected: `the figure of after taken from ${first.id}`,
    checks: ["NT-8.figures"],
    named: whole.id,
    control: judge(whole),
    spoiled: judge(robbed),
  };
}
