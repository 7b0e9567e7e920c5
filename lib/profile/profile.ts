import { z } from "zod";
import { canonicalJson, type Json } from "../base/canonical";
import { type Digest, sha256 } from "../base/hash";
import { Refusal } from "../base/refusal";

/**
 * A profile says which tables of a production play which part, and what the staging surface looks like.
 * Nothing outside a profile knows the name of a table. `{run}` in surface names stands for the run.
 */
const identifier = z.string().min(1).max(63);
const tableName = z
  .string()
  .regex(/^[^.\s]+\.([^.\s]+|\*)$/, "schema.table, or schema.* for every table of a schema");

/** A column whose values count as populated when they are neither NULL nor one of `empty` (PostgreSQL text form). */
const trackedColumn = z.strictObject({ column: identifier, empty: z.array(z.string()).default([]) });

const table = z.strictObject({
  name: tableName,
  part: z.enum(["registry", "knowledge-graph", "guarded"]),
  /** A required table that the database lacks makes its claims NO_EVIDENCE; an optional one is reported absent. */
  required: z.boolean().default(true),
  /** Key columns; when omitted the primary key of the table is taken. */
  key: z.array(identifier).optional(),
  /** `tolerate`: rows may appear while the pilot runs, each of which must be explained. */
  liveInserts: z.enum(["forbid", "tolerate"]).default("forbid"),
  /** A tolerated row is not explained when this column is LIKE one of these patterns (only `%` at the end). */
  forbiddenInserts: z
    .strictObject({ column: identifier, like: z.array(z.string().regex(/^[^%_]+%$/)).min(1) })
    .optional(),
});

export const profileSchema = z
  .strictObject({
    format: z.literal("notouch.profile/1"),
    name: z.string().regex(/^[a-z][a-z0-9-]{0,47}$/),
    version: z.int().min(1),
    description: z.string().max(2000).default(""),
    tables: z.array(table).min(1).max(500),
    /** What the registry's columns mean: the stamps, the certification, the canonical fields. */
    registry: z.strictObject({
      stamps: z.array(trackedColumn).min(1),
      certified: z.strictObject({ flag: trackedColumn, at: trackedColumn.optional() }),
      canonical: z.array(trackedColumn).min(1),
    }),
    /** The certify consumer that a staging candidate must never reach. */
    certifier: z
      .strictObject({ table: tableName, trigger: identifier, function: z.string().min(1) })
      .optional(),
    surface: z.strictObject({
      schema: z.string().includes("{run}"),
      role: z.string().includes("{run}"),
      candidates: z.strictObject({
        table: identifier,
        key: identifier,
        stamps: z.array(identifier).default([]),
      }),
      evidence: z.strictObject({
        table: identifier,
        tag: z.strictObject({ column: identifier, value: z.string().min(1) }),
        run: identifier,
        counts: z
          .strictObject({
            scanned: identifier,
            passed: z.array(identifier).min(1),
            failed: identifier,
            skipped: identifier,
          })
          .optional(),
      }),
    }),
    writeCounters: z.enum(["strict", "caveat"]).default("strict"),
    /** Schemas in which a table that no part of the profile covers is a gap. */
    watch: z.array(identifier).default([]),
    exclude: z
      .array(z.strictObject({ table: tableName, column: identifier.optional(), reason: z.string().min(1) }))
      .default([]),
  })
  .superRefine((profile, context) => {
    const registries = profile.tables.filter((t) => t.part === "registry");
    if (registries.length !== 1)
      context.addIssue({
        code: "custom",
        path: ["tables"],
        message: `exactly one registry, found ${registries.length}`,
      });
    if (registries[0]?.name.endsWith(".*"))
      context.addIssue({
        code: "custom",
        path: ["tables"],
        message: "the registry is one table, not a schema",
      });
    const names = profile.tables.map((t) => t.name);
    for (const name of new Set(names.filter((n, i) => names.indexOf(n) !== i)))
      context.addIssue({ code: "custom", path: ["tables"], message: `${name} is named twice` });
  });

export type Profile = z.output<typeof profileSchema>;
export type ProfileTable = Profile["tables"][number];

/** Reads a profile document; every fault at once, each with its path. */
export function parseProfile(document: Json, at = "profile"): Profile {
  const parsed = profileSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    "malformed-json",
    parsed.error.issues.map((issue) => ({
      at: [at, ...issue.path.map(String)].join("."),
      problem: issue.message,
    })),
    "Correct the profile; its JSON Schema is public/schemas/profile-1.json.",
  );
}

/** Digest of the profile with every default written out, so that two spellings of one profile are one profile. */
export function profileDigest(profile: Profile): Digest {
  return sha256(canonicalJson(profile));
}

/** The surface's names for one run. A run name is restricted to what is an identifier in every PostgreSQL. */
export function surfaceOf(profile: Profile, run: string): { schema: string; role: string } {
  return {
    schema: profile.surface.schema.replaceAll("{run}", run),
    role: profile.surface.role.replaceAll("{run}", run),
  };
}

export function registryOf(profile: Profile): ProfileTable {
  const registry = profile.tables.find((t) => t.part === "registry");
  if (!registry) throw new Error("invariant broken: a parsed profile has one registry");
  return registry;
}

/** The profile's entry for a table: an exact name before a schema wildcard. */
export function entryFor(profile: Profile, name: string): ProfileTable | undefined {
  return (
    profile.tables.find((t) => t.name === name) ??
    profile.tables.find((t) => t.name.endsWith(".*") && name.startsWith(t.name.slice(0, -1)))
  );
}
