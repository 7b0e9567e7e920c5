import { z } from "zod";

/** A number that JavaScript could round (bigint counts, oids, WAL positions) travels as text. */
export const bigCount = z.string().regex(/^\d{1,20}$/);
export const instant = z.iso.datetime({ offset: false });
export const name = z.string().min(1).max(200);
const count = z.int().min(0);

/** What was looked at (scope.ts), and what could not be, with the cure. Older evidence says nothing of either. */
const looking = {
  looked: z.array(name).optional(),
  unseen: z.array(z.strictObject({ what: name, why: z.string() })).optional(),
};

/** What the pilot's role may do to production. `exists: false` leaves every list empty. */
export const capability = z.strictObject({
  role: name,
  exists: z.boolean(),
  /** Role attributes that reach around grants: superuser, bypassrls, createrole, replication. */
  attributes: z.array(name),
  memberOf: z.array(name),
  rights: z.array(z.strictObject({ object: name, privilege: name, via: name })),
  /** Functions that the role may execute and that run with their owner's rights. */
  definers: z.array(z.strictObject({ function: name, owner: name, via: name })),
  ...looking,
});

export const LINK_KINDS = [
  "trigger",
  "rule",
  "view",
  "foreign-key",
  "inheritance",
  "type",
  "function",
  "certifier",
  "publication",
  "subscription",
  "foreign-server",
  "event-trigger",
  "search-path",
  "scheduled-job",
] as const;

/** Every catalogue path found between the staging surface and production. */
export const separation = z.strictObject({
  links: z.array(z.strictObject({ kind: z.enum(LINK_KINDS), from: name, to: name, detail: z.string() })),
  ...looking,
});

const named = z.strictObject({ name, oid: bigCount });

/** Kinds of `others` that need a second look: who was connected under a role that is gone, who may act as the pilot. */
export const ORPHANED = "connection of a role that is gone";
export const MEMBER = "member of the role";

/** What exists of the staging surface. */
export const surface = z.strictObject({
  schema: name,
  role: name,
  schemas: z.array(named),
  relations: z.array(z.strictObject({ name, oid: bigCount, kind: name, rows: count.nullable() })),
  sequences: z.array(named),
  functions: z.array(named),
  types: z.array(named),
  roles: z.array(named),
  /** What belongs to the pilot without lying in its schema: connections, locks, large objects, comments, … */
  others: z.array(z.strictObject({ kind: name, name })),
  ...looking,
});

/** What production holds and no part of the profile covers. */
export const coverage = z.strictObject({
  gaps: z.array(
    z.strictObject({
      kind: name,
      name,
      detail: z.string(),
      /** False for what lies outside the watched schemas: shown as a caveat. Absent means true. */
      watched: z.boolean().optional(),
    }),
  ),
  /** Tables enumerated from the catalogue, and how many of them the profile covers or excludes. */
  tables: z.strictObject({ found: count, covered: count }).optional(),
  ...looking,
});

/** How far the server's statistics could be trusted when the write counters were read. */
export const statistics = z.strictObject({
  /** Since when the server keeps them; moves when a crash or a reset lost what was counted. */
  since: instant.nullable(),
  /** Sessions whose last writes may not have been counted yet. `transaction` is their virtual transaction, if any. */
  unsettled: z.array(
    z.strictObject({ process: bigCount, transaction: name.nullable(), since: instant.nullable(), who: name }),
  ),
});
