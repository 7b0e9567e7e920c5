import type { ClaimResult } from "../claims/check";
import type { Facts, TableFacts } from "../claims/facts";
import { judgeClaim } from "../claims/judge";
import { silentClaims, type Tooth } from "../claims/nt-8";
import { JUDGES, type JudgedClaim } from "../claims/registry";
import type { ReadContent } from "../evidence/content";
import { type Layout, layoutOf } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import type { ChunkEntry } from "../evidence/measure";
import { type Emit, formatPage, type PageEntry, parsePage, TableWriter } from "../evidence/page";
import { fieldValue, splitRow } from "../evidence/rows";
import { sha256 } from "../ledger/hash";
import type { Profile } from "../profile/profile";
import { alignKeyed } from "./align";
import { type Inputs, type Measured, measureTable } from "./measure";
import type { EvidenceInput } from "./staging";

type Row = string[];

/** Changes rows of one chunk; null where this evidence offers no place for the violation. */
type Mutate = (rows: Row[], table: PresentTable, layout: Layout, facts: Facts) => Row[] | null;

/**
 * Shows on this very evidence that the judge can fail: one violation a claim is injected in memory into the bytes of
 * `after`, and the same differ and the same claim must turn it to FAIL. A claim that already is FAIL has shown it.
 * Each injection opens one page and one chunk, so the cost grows with the number of claims and not with the table.
 * Returns null where the bracket is not complete.
 */
export async function selfTest(
  inputs: Inputs,
  measured: Measured,
  judged: readonly ClaimResult[],
): Promise<Tooth[] | null> {
  const { before, staging, after } = inputs;
  const { facts } = measured;
  if (!before || !staging || !after || facts.profile === null) return null;
  const verdicts = new Map(judged.map((c) => [c.id, c.verdict]));
  const context: Context = {
    before: { ...before, read: remembering(before.read) },
    after: { ...after, read: remembering(after.read) },
    profile: facts.profile,
    measured,
  };

  const teeth: Tooth[] = [];
  for (const { claim, violation, inject } of INJECTIONS) {
    if (verdicts.get(claim) === "FAIL") {
      teeth.push({
        claim,
        violation: "nothing, for the evidence itself holds a violation",
        outcome: "caught",
      });
      continue;
    }
    // The bracket is taken as held: it is the claim's own eyes that are tested here.
    const injected = await inject(context);
    const spoiled = injected && {
      ...injected,
      bracket: injected.bracket.map((b) => ({ ...b, holds: true })),
    };
    const outcome =
      spoiled === null
        ? "impossible"
        : judgeClaim(JUDGES[claim], spoiled).verdict === "FAIL"
          ? "caught"
          : "missed";
    teeth.push({ claim, violation, outcome });
  }
  teeth.push({
    claim: "NT-8",
    violation: "a PASS with a figure removed",
    outcome: silentClaims([withoutFigure(judged)]).length === 1 ? "caught" : "missed",
  });
  return teeth;
}

interface Context {
  readonly before: EvidenceInput;
  readonly after: EvidenceInput;
  readonly profile: Profile;
  readonly measured: Measured;
}

/** The injections look at the same few chunks: each is read once. */
function remembering(read: ReadContent): ReadContent {
  const known = new Map<string, Promise<Uint8Array>>();
  return (digest) => {
    const bytes = known.get(digest) ?? read(digest);
    known.set(digest, bytes);
    return bytes;
  };
}

interface Injection {
  readonly claim: JudgedClaim;
  readonly violation: string;
  readonly inject: (context: Context) => Promise<Facts | null>;
}

const INJECTIONS: readonly Injection[] = [
  {
    claim: "NT-1",
    violation: "a stamp on a production row",
    inject: (c) =>
      inTable(c, "registry", setColumn(c.profile.registry.stamps[0]?.column ?? "", "2001-01-01 00:00:00+00")),
  },
  {
    claim: "NT-2",
    violation: "a certification",
    inject: (c) => inTable(c, "registry", setColumn(c.profile.registry.certified.flag.column, "t", "f")),
  },
  {
    claim: "NT-3",
    violation: "a canonical field",
    inject: (c) =>
      inTable(
        c,
        "registry",
        setColumn(c.profile.registry.canonical[0]?.column ?? "", "injected", "injected again"),
      ),
  },
  { claim: "NT-4", violation: "a minted staging key", inject: (c) => inTable(c, "registry", addRow(MINTED)) },
  { claim: "NT-5", violation: "an edge", inject: (c) => inTable(c, "knowledge-graph", addRow("999999999")) },
  {
    claim: "NT-6",
    violation: "a changed certifier",
    inject: async ({ measured: { facts } }) => {
      const { before, after } = facts.certifier;
      if (before?.function && after)
        return {
          ...facts,
          certifier: { ...facts.certifier, after: { ...after, function: { digest: "0".repeat(64) } } },
        };
      return { ...facts, links: [{ kind: "trigger", from: "injected", to: "injected", detail: "" }] };
    },
  },
  {
    claim: "NT-7",
    violation: "a residue",
    inject: async ({ measured: { facts } }) =>
      facts.residue && {
        ...facts,
        residue: { ...facts.residue, schemas: [...facts.residue.schemas, { name: "injected", oid: "0" }] },
      },
  },
];

/** The key of a candidate that exists on the surface of the self-test alone, and is then found in production. */
const MINTED = "notouch-self-test-candidate";

/** Sets a column of the first row to a value that it does not have. */
function setColumn(column: string, value: string, other = "2002-02-02 00:00:00+00"): Mutate {
  return (rows, table) => {
    const index = table.columns.findIndex((c) => c.name === column);
    const first = rows[0];
    if (index < 0) return null;
    if (!first) {
      // An empty table: the violation comes as an inserted row.
      return [
        table.columns.map((c, i) => (i === index ? value : table.key.includes(c.name) ? "injected" : "\\N")),
      ];
    }
    const changed = [...first];
    changed[index] = changed[index] === value ? other : value;
    return [changed, ...rows.slice(1)];
  };
}

/** Adds a row with this key and nothing else in it. */
function addRow(key: string): Mutate {
  return (rows, table) => {
    const keyColumns = Math.max(1, table.key.length);
    if (rows.some((r) => fieldValue(r[0] ?? "") === key)) return null;
    return [...rows, table.columns.map((_, i) => (i < keyColumns ? key.replaceAll("\\", "\\\\") : "\\N"))];
  };
}

/** The facts with one table re-measured after a violation in it. */
async function inTable(
  context: Context,
  part: TableFacts["entry"]["part"],
  mutate: Mutate,
): Promise<Facts | null> {
  const { before, after, profile, measured } = context;
  const target = measured.facts.tables.find((t) => t.entry.part === part && t.state === "compared");
  if (!target) return appeared(measured.facts, part);
  const [old, now] = [before, after].map((side) =>
    side.evidence.manifest.tables.find((t) => t.name === target.name),
  );
  if (!old?.present || !now?.present) return null;
  const layout = layoutOf(profile, now);
  const stretch = await smallStretch(old, now, before.read, after.read);
  const overlay = new Map<string, Uint8Array>();
  const emit: Emit = (_, digest, bytes) => void overlay.set(digest, bytes);
  const untouched = await pageOf(stretch.before, emit);
  const spoiled = await spoil(now, stretch.after, layout, after.read, mutate, measured.facts, emit);
  if (spoiled === null) return null;
  const reading =
    (read: ReadContent): ReadContent =>
    async (digest) =>
      overlay.get(digest) ?? read(digest);
  const remeasured = await measureTable(
    target.name,
    target.entry,
    profile,
    {
      snapshots: 2,
      before: [
        { ...old, rows: rowsIn(untouched), pages: untouched },
        { ...before, read: reading(before.read) },
      ],
      after: [spoiled, { ...after, read: reading(after.read) }],
    },
    { ...measured.pilot, keys: new Set([MINTED]) },
    () => undefined,
  );
  return { ...measured.facts, tables: measured.facts.tables.map((t) => (t === target ? remeasured : t)) };
}

/** Where every table of a part is absent, the violation is a table that appears. */
function appeared(facts: Facts, part: TableFacts["entry"]["part"]): Facts | null {
  const target = facts.tables.find((t) => t.entry.part === part && t.state === "absent");
  if (!target) return null;
  const table: TableFacts = {
    name: target.name,
    entry: target.entry,
    state: "appeared",
    before: null,
    after: { rows: 1, groups: {}, checksum: "injected", counters: null, filenode: "0" },
  };
  return { ...facts, tables: facts.tables.map((t) => (t === target ? table : t)) };
}

/** One chunk is enough to show that a violation in it is seen: of the smallest equal page if there is one. */
async function smallStretch(
  before: PresentTable,
  after: PresentTable,
  readBefore: ReadContent,
  readAfter: ReadContent,
): Promise<{ before: readonly ChunkEntry[]; after: readonly ChunkEntry[] }> {
  let page: PageEntry | null = null;
  let differing: { before: readonly PageEntry[]; after: readonly PageEntry[] } | null = null;
  for (const unit of alignKeyed<PageEntry>(before.pages, after.pages)) {
    if (unit.kind === "differ") differing ??= unit;
    else if (page === null || unit.unit.rows < page.rows) page = unit.unit;
  }
  const open = async (pages: readonly PageEntry[], read: ReadContent) =>
    (await Promise.all(pages.map(async (p) => parsePage(await read(p.digest), `pages/${p.digest}`)))).flat();
  if (page !== null) {
    const chunks = (await open([page], readAfter)).slice(0, 1);
    return { before: chunks, after: chunks };
  }
  if (differing === null) return { before: [], after: [] };
  const sides = {
    before: await open(differing.before, readBefore),
    after: await open(differing.after, readAfter),
  };
  for (const unit of alignKeyed<ChunkEntry>(sides.before, sides.after))
    if (unit.kind === "equal") return { before: [unit.unit], after: [unit.unit] };
  return sides;
}

/** Rewrites the first chunk of a stretch, as a capture of the violated table would have written it. */
async function spoil(
  table: PresentTable,
  [first, ...rest]: readonly ChunkEntry[],
  layout: Layout,
  read: ReadContent,
  mutate: Mutate,
  facts: Facts,
  emit: Emit,
): Promise<PresentTable | null> {
  const lines = first
    ? new TextDecoder()
        .decode(await read(first.digest))
        .split("\n")
        .slice(0, -1)
    : [];
  const rows = lines.map((line) => [...splitRow(line)]);
  const mutated = mutate(rows, table, layout, facts);
  if (mutated === null) return null;
  const writer = new TableWriter(layout, emit);
  for (const row of mutated) await writer.push(new TextEncoder().encode(`${row.join("\t")}\n`));
  const pages = [...(await writer.finish()).pages, ...(await pageOf(rest, emit))];
  return { ...table, rows: rowsIn(pages), groups: movedGroups(table, layout, rows, mutated), pages };
}

/** The row counts are those of the stretch alone, so that births elsewhere cannot turn a claim red by themselves. */
function rowsIn(pages: readonly PageEntry[]): number {
  return pages.reduce((n, p) => n + p.rows, 0);
}

async function pageOf(entries: readonly ChunkEntry[], emit: Emit): Promise<PageEntry[]> {
  if (entries.length === 0) return [];
  const bytes = formatPage(entries);
  const digest = sha256(bytes);
  await emit("pages", digest, bytes);
  const sum = (of: (e: ChunkEntry) => number) => entries.reduce((n, e) => n + of(e), 0);
  return [{ digest, rows: sum((e) => e.rows), bytes: sum((e) => e.bytes), last: entries.at(-1)?.last ?? "" }];
}

/** The table's counts after the violation: those of the untouched rows stay what the manifest says. */
function movedGroups(
  table: PresentTable,
  layout: Layout,
  before: readonly Row[],
  after: readonly Row[],
): PresentTable["groups"] {
  const groups: PresentTable["groups"] = { ...table.groups };
  for (const { name, columns } of layout.groups) {
    const figures = table.groups[name];
    if (!figures) continue;
    const hit = (row: Row, c: (typeof columns)[number]) =>
      row[c.index] !== "\\N" && !c.empty.includes(row[c.index] ?? "");
    const count = (rows: readonly Row[], of: (row: Row) => boolean) => rows.filter(of).length;
    groups[name] = {
      ...figures,
      rows:
        figures.rows +
        count(after, (r) => columns.some((c) => hit(r, c))) -
        count(before, (r) => columns.some((c) => hit(r, c))),
      columns: Object.fromEntries(
        columns.map((c) => [
          c.name,
          (figures.columns[c.name] ?? 0) + count(after, (r) => hit(r, c)) - count(before, (r) => hit(r, c)),
        ]),
      ),
    };
  }
  return groups;
}

/** A claim that passes everything but lost one figure. */
function withoutFigure(judged: readonly ClaimResult[]): ClaimResult {
  const [first] = judged;
  return {
    id: first?.id ?? "NT-1",
    verdict: "PASS",
    failOpen: [],
    rows: { changed: 0, inserted: 0, deleted: 0 },
    checks: [{ id: "NT-1.count", verdict: "PASS", before: "1", after: null, delta: null, detail: "" }],
  };
}
