import { z } from "zod";
import { canonicalJson, type Json, parseCanonical } from "../base/canonical";
import { type Digest, formatDigest, sha256 } from "../base/hash";
import { Refusal, refuse } from "../base/refusal";
import { type Profile, parseProfile, profileDigest } from "../profile/profile";
import { digestSchema, groupsSchema } from "./page";
import {
  bigCount,
  capability,
  coverage,
  instant,
  name,
  separation,
  statistics,
  surface,
} from "./pilot-schema";

export const EVIDENCE_FORMAT = "notouch.evidence/1";
export const PHASES = ["before", "staging", "after-run", "after"] as const;
export type Phase = (typeof PHASES)[number];

/** A run's name is part of schema and role names on the staging surface: lower case, digits, `_` and `-`. */
export const runName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, "1 to 40 of a-z, 0-9, _ and -, starting with a letter");

const count = z.int().min(0);

const source = z.strictObject({
  systemIdentifier: bigCount,
  database: name,
  databaseOid: bigCount,
  serverVersion: name,
  inRecovery: z.boolean(),
  role: name,
  /** What the capture established about the role before it read a row. */
  visibility: z.strictObject({
    rowSecurityOff: z.boolean(),
    readsEveryTable: z.boolean(),
    writePrivileges: count,
  }),
  isolation: z.literal("repeatable read"),
  readOnly: z.literal(true),
  /** `pg_current_snapshot()`: xmin:xmax:xip_list. */
  snapshot: name,
  walPosition: name,
  postmasterStartedAt: instant,
  startedAt: instant,
  endedAt: instant,
  clientStartedAt: instant,
  tool: name,
});

const column = z.strictObject({
  name,
  type: name,
  collation: z.string().nullable(),
  notNull: z.boolean(),
});

const written = { inserted: bigCount, updated: bigCount, deleted: bigCount };
/**
 * `n_tup_*` of pg_stat_user_tables once everything that the snapshot shows had been counted, and the last reset of
 * this database's statistics (null: never).
 */
export const countersSchema = z.strictObject({
  ...written,
  resetAt: instant.nullable(),
  /** The same before the snapshot was taken. Older evidence lacks it: it did not wait for the statistics. */
  earlier: z.strictObject(written).optional(),
});

export const TABLE_PARTS = [
  "registry",
  "knowledge-graph",
  "guarded",
  "candidates",
  "staging-evidence",
] as const;

const presentTable = z.strictObject({
  name,
  part: z.enum(TABLE_PARTS),
  present: z.literal(true),
  oid: bigCount,
  /** Changes when the table is rewritten or truncated, whatever its rows look like afterwards. */
  filenode: bigCount,
  key: z.array(name),
  columns: z.array(column).min(1).max(1600),
  rows: count,
  bytes: count,
  groups: groupsSchema,
  pages: z.array(
    z.strictObject({ digest: digestSchema, rows: z.int().min(1), bytes: z.int().min(1), last: z.string() }),
  ),
  counters: countersSchema.nullable(),
});
const absentTable = z.strictObject({ name, part: z.enum(TABLE_PARTS), present: z.literal(false) });

/** The parts of the production catalogue; each is a content-addressed list of named definitions. */
export const CATALOG_PARTS = [
  "schemas",
  "relations",
  "columns",
  "constraints",
  "indexes",
  "triggers",
  "rules",
  "policies",
  "functions",
  "types",
  "extensions",
  "sequences",
  "event-triggers",
  "publications",
  "foreign-servers",
  "roles",
  "settings",
  "comments",
  "other-objects",
  "scheduled-jobs",
] as const;
export type CatalogPart = (typeof CATALOG_PARTS)[number];
/** Parts that evidence may lack: an older notouch did not record them, or the role could not see them. */
const OPTIONAL_PARTS: readonly CatalogPart[] = CATALOG_PARTS.slice(CATALOG_PARTS.indexOf("publications"));

const catalogPart = z.strictObject({ digest: digestSchema, count });
const catalog = z.strictObject({
  /** SHA-256 over the canonical JSON of `parts`. */
  fingerprint: digestSchema,
  parts: z
    .partialRecord(z.enum(CATALOG_PARTS), catalogPart)
    .refine(
      (parts) => CATALOG_PARTS.every((p) => parts[p] !== undefined || OPTIONAL_PARTS.includes(p)),
      "a part is missing",
    ),
  /**
   * Production's objects with what names them whatever they are called: oid, and for code the transaction that wrote
   * it last. Not part of the fingerprint: large objects come and go.
   */
  identities: catalogPart.optional(),
  /** The profile's certify consumer as it stands; null where the database lacks it or the profile names none. */
  certifier: z
    .strictObject({
      trigger: z.strictObject({ definition: z.string(), enabled: z.enum(["O", "D", "R", "A"]) }).nullable(),
      function: z.strictObject({ digest: digestSchema }).nullable(),
    })
    .nullable(),
});

const manifestSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  phase: z.enum(PHASES),
  run: runName,
  profile: z.strictObject({ name, version: z.int().min(1), digest: digestSchema, document: z.json() }),
  source,
  tables: z.array(z.discriminatedUnion("present", [presentTable, absentTable])).max(2000),
  catalog,
  capability,
  separation,
  surface,
  coverage,
  statistics: statistics.optional(),
});

export type Manifest = z.output<typeof manifestSchema>;
export type PresentTable = z.output<typeof presentTable>;
export type ManifestTable = Manifest["tables"][number];
export type Counters = z.output<typeof countersSchema>;
export type Surface = Manifest["surface"];
export type Statistics = NonNullable<Manifest["statistics"]>;

/** One named definition of a catalogue part. */
const catalogItems = z.array(z.strictObject({ name, definition: z.string() }));
export type CatalogItem = z.output<typeof catalogItems>[number];

export function formatCatalogPart(items: readonly CatalogItem[]): Uint8Array {
  const sorted = [...items].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return new TextEncoder().encode(canonicalJson(sorted));
}

export function parseCatalogPart(bytes: Uint8Array, at: string): CatalogItem[] {
  return parsed(catalogItems, parseCanonical(bytes, at), at);
}

/** A list of definitions that a manifest refers to, and where it does. */
export interface CatalogContent {
  readonly digest: Digest;
  readonly count: number;
  readonly at: string;
}

/** Everything that the catalogue of a manifest refers to beside the tables. */
export function catalogContent(catalog: Manifest["catalog"]): CatalogContent[] {
  const parts = CATALOG_PARTS.flatMap((part) => {
    const stated = catalog.parts[part];
    return stated ? [{ ...stated, at: `catalog.parts.${part}` }] : [];
  });
  return catalog.identities ? [...parts, { ...catalog.identities, at: "catalog.identities" }] : parts;
}

export function catalogFingerprint(parts: Manifest["catalog"]["parts"]): Digest {
  return sha256(canonicalJson(parts));
}

/** A manifest together with the profile that it carries and the digest that names the evidence. */
export interface Evidence {
  readonly digest: Digest;
  /** The manifest as it was received: what the digest is over. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
  readonly profile: Profile;
}

export function formatManifest(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(canonicalJson(manifest));
}

/**
 * Reads a manifest. Refuses what it does not understand (an unknown member is a refusal, not a warning) and what
 * contradicts itself: a profile that is not the one its digest names, a fingerprint that is not its parts'.
 */
export function parseManifest(bytes: Uint8Array): Evidence {
  const at = "manifest.json";
  const json = parseCanonical(bytes, at);
  const format = isRecord(json) ? json.format : undefined;
  if (typeof format === "string" && format !== EVIDENCE_FORMAT && format.startsWith("notouch.evidence/"))
    refuse(
      "unsupported-version",
      at,
      `format ${format}`,
      `This version reads ${EVIDENCE_FORMAT}; use the notouch that wrote the file.`,
    );
  const manifest = parsed(manifestSchema, json, at);
  const profile = parseProfile(manifest.profile.document as Json, `${at} profile.document`);
  const digest = profileDigest(profile);
  if (
    digest !== manifest.profile.digest ||
    profile.name !== manifest.profile.name ||
    profile.version !== manifest.profile.version
  )
    refuse(
      "digest-mismatch",
      `${at} profile`,
      `the profile in it is ${profile.name} ${profile.version} ${formatDigest(digest)}`,
      "Capture again.",
    );
  if (catalogFingerprint(manifest.catalog.parts) !== manifest.catalog.fingerprint)
    refuse(
      "digest-mismatch",
      `${at} catalog.fingerprint`,
      "not the digest of catalog.parts",
      "Capture again.",
    );
  const twice = manifest.tables.map((t) => t.name).find((n, i, all) => all.indexOf(n) !== i);
  if (twice !== undefined) refuse("duplicate-key", `${at} tables`, `${twice} stands twice`, "Capture again.");
  return { digest: sha256(bytes), bytes, manifest, profile };
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed<S extends z.ZodType>(schema: S, json: Json, at: string): z.output<S> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw new Refusal(
    "malformed-json",
    result.error.issues.slice(0, 20).map((i) => ({ at: `${at} ${i.path.join(".")}`, problem: i.message })),
    `Capture again: this is not a ${EVIDENCE_FORMAT} document.`,
  );
}
