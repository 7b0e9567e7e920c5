// Evidence made in memory for tests: the real writer and the real parser, over rows that a test names.
import { canonicalJson } from "../base/canonical";
import { sha256 } from "../base/hash";
import { BUILT_IN } from "../profile/built-in";
import { entryFor, type Profile, profileDigest, surfaceOf } from "../profile/profile";
import { layoutOf } from "./layout";
import {
  CATALOG_PARTS,
  type CatalogItem,
  type CatalogPart,
  type Counters,
  catalogFingerprint,
  type Evidence,
  formatCatalogPart,
  formatManifest,
  type Manifest,
  type ManifestTable,
  type Phase,
  parseManifest,
} from "./manifest";
import { TableWriter } from "./page";
import { SCOPES } from "./scope";

const builtIn = BUILT_IN["birth-registry"];
if (!builtIn) throw new Error("the built-in profile is missing");
export const BIRTH_REGISTRY: Profile = builtIn;

/** Raw COPY fields of one row, key columns first. */
export type FixtureRow = readonly string[];

export interface FixtureTable {
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly FixtureRow[];
  readonly counters?: Counters | null;
  readonly filenode?: string;
}

export interface FixtureOptions {
  readonly phase: Phase;
  readonly run?: string;
  readonly profile?: Profile;
  readonly tables?: Readonly<Record<string, FixtureTable | null>>;
  readonly catalog?: Partial<Record<CatalogPart, readonly CatalogItem[]>>;
  readonly identities?: readonly CatalogItem[];
  readonly alter?: (manifest: Manifest) => Manifest;
}

export interface FixtureEvidence {
  readonly evidence: Evidence;
  readonly manifest: Uint8Array;
  /** Uncompressed chunks and pages by digest. */
  readonly content: ReadonlyMap<string, { readonly kind: "chunks" | "pages"; readonly bytes: Uint8Array }>;
  readonly read: (digest: string) => Promise<Uint8Array>;
}

const CLOCK: Readonly<Record<Phase, string>> = {
  before: "01",
  staging: "02",
  "after-run": "03",
  after: "04",
};

export const REGISTRY_COLUMNS = [
  "entity_code",
  "inspect_pen",
  "inspect_stamp",
  "inspect_gate",
  "certified",
  "certified_at",
  "canonical_address",
  "owner",
  "jsonb_profile",
  "status",
  "born_at",
] as const;

/** A registry row as it is born: no stamp, not certified, no canonical field. */
export function birth(
  key: string,
  over: Partial<Record<(typeof REGISTRY_COLUMNS)[number], string>> = {},
): FixtureRow {
  const values: Record<string, string> = {
    entity_code: key,
    certified: "f",
    jsonb_profile: "{}",
    born_at: "2026-06-19 00:00:00+00",
  };
  return REGISTRY_COLUMNS.map((c) => over[c] ?? values[c] ?? "\\N");
}

export function registry(rows: readonly FixtureRow[], over: Partial<FixtureTable> = {}): FixtureTable {
  return { key: ["entity_code"], columns: REGISTRY_COLUMNS, rows, ...over };
}

export const EDGES: FixtureTable = {
  key: ["id"],
  columns: ["id", "source_code", "target_code", "edge_type"],
  rows: [
    ["1", "E-1", "E-2", "part-of"],
    ["2", "E-2", "E-3", "part-of"],
  ],
};

export const CANDIDATES: FixtureTable = {
  key: ["entity_code"],
  columns: ["entity_code", "inspect_pen", "inspect_stamp", "inspect_gate"],
  rows: [
    ["S-1", "2026-06-19 01:00:00+00", "2026-06-19 01:01:00+00", "2026-06-19 01:02:00+00"],
    ["S-2", "2026-06-19 01:00:00+00", "\\N", "\\N"],
  ],
};

export function stagingRecord(run: string, over: { tag?: string; run?: string } = {}): FixtureTable {
  return {
    key: [],
    columns: ["tag", "run_id", "scanned", "passed_pen", "passed_stamp", "passed_gate", "failed", "skipped"],
    rows: [[over.tag ?? "STAGING", over.run ?? run, "2", "2", "1", "1", "1", "0"]],
  };
}

/** Counters of a table that nobody wrote while it was captured. */
function counted(counters: Counters | null): Counters | null {
  if (counters === null) return null;
  const { inserted, updated, deleted } = counters;
  return { earlier: { inserted, updated, deleted }, ...counters };
}

/** Evidence of one phase of a clean pilot, with whatever a test changes about it. */
export async function fixtureEvidence(options: FixtureOptions): Promise<FixtureEvidence> {
  const { phase, run = "r1", profile = BIRTH_REGISTRY } = options;
  const { schema, role } = surfaceOf(profile, run);
  const content = new Map<string, { kind: "chunks" | "pages"; bytes: Uint8Array }>();
  const staging = phase === "staging";
  const tables: Record<string, FixtureTable | null> = staging
    ? { [`${schema}.candidate`]: CANDIDATES, [`${schema}.evidence`]: stagingRecord(run), ...options.tables }
    : {
        "public.birth_registry": registry([
          birth("E-1"),
          birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
          birth("E-3"),
        ]),
        "public.universal_edges": EDGES,
        ...options.tables,
      };

  const captured: ManifestTable[] = [];
  const names = staging ? [] : profile.tables.map((t) => t.name).filter((n) => !n.endsWith(".*"));
  for (const name of [...new Set([...Object.keys(tables), ...names])]) {
    const table = tables[name] ?? null;
    const part = staging
      ? name.endsWith(".candidate")
        ? "candidates"
        : "staging-evidence"
      : (entryFor(profile, name)?.part ?? "guarded");
    if (table === null) {
      captured.push({ name, part, present: false });
      continue;
    }
    const columns = table.columns.map((c) => ({
      name: c,
      type: "text",
      collation: null,
      notNull: table.key.includes(c),
    }));
    const writer = new TableWriter(
      layoutOf(profile, { name, key: table.key, columns }),
      (kind, digest, bytes) => void content.set(digest, { kind, bytes }),
    );
    for (const row of table.rows) await writer.push(new TextEncoder().encode(`${row.join("\t")}\n`));
    const { rows, bytes, groups, pages } = await writer.finish();
    captured.push({
      name,
      part,
      present: true,
      oid: "16400",
      filenode: table.filenode ?? "16400",
      key: [...table.key],
      columns,
      rows,
      bytes,
      groups: groups as Extract<ManifestTable, { present: true }>["groups"],
      pages: [...pages],
      counters:
        table.counters === undefined
          ? counted({ inserted: "9", updated: "0", deleted: "0", resetAt: null })
          : counted(table.counters),
    });
  }

  const parts = Object.fromEntries(
    CATALOG_PARTS.map((part) => {
      const items = options.catalog?.[part] ?? [];
      const bytes = formatCatalogPart(items);
      content.set(sha256(bytes), { kind: "pages", bytes });
      return [part, { digest: sha256(bytes), count: items.length }];
    }),
  ) as Manifest["catalog"]["parts"];
  const identities = formatCatalogPart(options.identities ?? []);
  content.set(sha256(identities), { kind: "pages", bytes: identities });
  // A database server's clock counts microseconds.
  const at = (minute: string) => `2026-06-19T0${CLOCK[phase].slice(1)}:${minute}:00.000250Z`;
  const document = JSON.parse(canonicalJson(profile));
  const manifest: Manifest = {
    format: "notouch.evidence/1",
    phase,
    run,
    profile: { name: profile.name, version: profile.version, digest: profileDigest(profile), document },
    source: {
      systemIdentifier: "7300000000000000001",
      database: "directus",
      databaseOid: "16384",
      serverVersion: "18.4",
      inRecovery: false,
      role: "notouch_reader",
      visibility: { rowSecurityOff: true, readsEveryTable: true, writePrivileges: 0 },
      isolation: "repeatable read",
      readOnly: true,
      snapshot: "700:700:",
      walPosition: `0/${CLOCK[phase]}00000`,
      postmasterStartedAt: "2026-06-01T00:00:00.000Z",
      startedAt: at("00"),
      endedAt: at("01"),
      clientStartedAt: at("00"),
      tool: "notouch 1.0.0",
    },
    tables: captured,
    catalog: {
      parts,
      fingerprint: catalogFingerprint(parts),
      identities: { digest: sha256(identities), count: options.identities?.length ?? 0 },
      certifier: {
        trigger: { definition: "CREATE TRIGGER trg_birth_auto_certify", enabled: "O" },
        function: { digest: "a".repeat(64) },
      },
    },
    capability: {
      role,
      exists: staging,
      attributes: [],
      memberOf: [],
      rights: [],
      definers: [],
      looked: [...SCOPES.capability],
    },
    separation: { links: [], looked: [...SCOPES.separation] },
    surface: {
      schema,
      role,
      schemas: staging ? [{ name: schema, oid: "17000" }] : [],
      relations: staging
        ? [
            { name: `${schema}.candidate`, oid: "17001", kind: "table", rows: 2 },
            { name: `${schema}.evidence`, oid: "17002", kind: "table", rows: 1 },
          ]
        : [],
      sequences: [],
      functions: [],
      types: [],
      roles: staging ? [{ name: role, oid: "17003" }] : [],
      others: [],
      looked: [...SCOPES.surface],
    },
    coverage: {
      gaps: [],
      tables: { found: captured.length, covered: captured.length },
      looked: [...SCOPES.coverage],
    },
    statistics: { since: "2026-06-01T00:00:00.000Z", unsettled: [] },
  };
  const bytes = formatManifest(options.alter ? options.alter(manifest) : manifest);
  const evidence = parseManifest(bytes);
  return {
    evidence,
    manifest: bytes,
    content,
    read: async (digest) => {
      const found = content.get(digest);
      if (!found) throw new Error(`no content ${digest}`);
      return found.bytes;
    },
  };
}
