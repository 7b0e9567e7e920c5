import { randomUUID } from "node:crypto";
import { and, count, desc, eq, lt } from "drizzle-orm";
import { canonicalJson, parseJson } from "@/lib/base/canonical";
import { type Digest, formatDigest } from "@/lib/base/hash";
import { runName } from "@/lib/evidence/manifest";
import { BUILT_IN } from "@/lib/profile/built-in";
import { type Profile, parseProfile, profileDigest } from "@/lib/profile/profile";
import { type Actor, actorName, append, type Receipt } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { person, run } from "../store/schema";
import { searchFilter } from "./run-search";
import { type RunRow, viewRuns } from "./run-views";
import type { RunDetail, RunView } from "./views";

export interface NewRun {
  /** 1 to 40 of a-z, 0-9, _ and -, starting with a letter: it is part of names on the staging surface. */
  readonly slug: string;
  readonly name: string;
  readonly profile: Profile;
}

/** Creates a run. Throws `run-exists` (409) where the slug is taken and `invalid-input` for a slug that is no name. */
export async function createRun(
  db: Db,
  wanted: NewRun,
  actor: Actor,
  now = new Date(),
): Promise<{ run: RunView; receipt: Receipt }> {
  const slug = runName.safeParse(wanted.slug);
  if (!slug.success)
    deny("invalid-input", "slug", slug.error.issues[0]?.message ?? "not a run name", "Choose another name.");
  const name = wanted.name.trim() || wanted.slug;
  if (name.length > 200) deny("invalid-input", "name", "longer than 200 characters", "Shorten the name.");
  const digest = profileDigest(wanted.profile);
  return db.transaction(async (tx) => {
    // The ledger's lock comes first here: with it, of two equal names exactly one is the first.
    const receipt = await append(tx, {
      kind: "run-created",
      actor: actorName(actor),
      run: wanted.slug,
      at: now,
      body: {
        name,
        profile: { name: wanted.profile.name, version: wanted.profile.version, digest: formatDigest(digest) },
      },
    });
    const taken = await tx.select({ id: run.id }).from(run).where(eq(run.slug, wanted.slug));
    if (taken.length > 0)
      deny(
        "run-exists",
        "slug",
        `there is a run ${wanted.slug} already`,
        "Choose another name, or upload to that run.",
      );
    const row: typeof run.$inferInsert = {
      id: randomUUID(),
      slug: wanted.slug,
      name,
      profileName: wanted.profile.name,
      profileVersion: wanted.profile.version,
      profileDigest: digest,
      profileDocument: canonicalJson(wanted.profile),
      createdAt: now,
      createdBy: actor.id,
      viaKey: actor.keyId,
      ledgerIndex: receipt.index,
    };
    await tx.insert(run).values(row);
    const created = await getRun(tx, wanted.slug, now);
    if (!created) throw new Error("invariant broken: a run is readable in the transaction that wrote it");
    return { run: listed(created), receipt };
  });
}

export interface RunQuery {
  /** Words and tokens; see `run-search.ts`. */
  readonly q?: string | undefined;
  /** The `next` of the page before. */
  readonly cursor?: number | undefined;
  /** 1 to 100, default 25. */
  readonly limit?: number | undefined;
}

export interface RunPage {
  readonly runs: readonly RunView[];
  /** All runs that match, not only these. */
  readonly total: number;
  readonly next: number | null;
}

/** Runs, newest first. */
export async function listRuns(db: Db, query: RunQuery = {}, now = new Date()): Promise<RunPage> {
  const limit = Math.min(Math.max(query.limit ?? 25, 1), 100);
  const filter = searchFilter(query.q ?? "", now);
  const rows = await selectRuns(db)
    .where(and(filter, query.cursor === undefined ? undefined : lt(run.ledgerIndex, query.cursor)))
    .orderBy(desc(run.ledgerIndex))
    .limit(limit + 1);
  const [all] = await db
    .select({ n: count() })
    .from(run)
    .innerJoin(person, eq(person.id, run.createdBy))
    .where(filter);
  const page = rows.slice(0, limit).map(flat);
  const next = rows.length > limit ? (page.at(-1)?.ledgerIndex ?? null) : null;
  return { runs: (await viewRuns(db, page, now)).map(listed), total: all?.n ?? 0, next };
}

/** One run as it stands, by slug or id; null where there is none. Reads only: see `openRun` for a verdict that is due. */
export async function getRun(db: Db, slugOrId: string, now = new Date()): Promise<RunDetail | null> {
  const row = await findRun(db, slugOrId);
  if (!row) return null;
  const [view] = await viewRuns(db, [row], now);
  return view ?? null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function findRun(db: Db, slugOrId: string): Promise<RunRow | null> {
  // A slug may look like a UUID; the slug is asked first then.
  const [bySlug] = await selectRuns(db).where(eq(run.slug, slugOrId));
  if (bySlug) return flat(bySlug);
  if (!UUID.test(slugOrId)) return null;
  const [byId] = await selectRuns(db).where(eq(run.id, slugOrId));
  return byId ? flat(byId) : null;
}

/** The run, or `not-found`. */
export async function requireRun(db: Db, slugOrId: string): Promise<RunRow> {
  return (
    (await findRun(db, slugOrId)) ??
    deny("not-found", "run", `there is no run ${slugOrId}`, "Create it first: notouch run create.")
  );
}

function selectRuns(db: Db) {
  return db
    .select({ row: run, creator: person.username })
    .from(run)
    .innerJoin(person, eq(person.id, run.createdBy));
}

function flat(found: { row: typeof run.$inferSelect; creator: string }): RunRow {
  return { ...found.row, creator: found.creator };
}

function listed(detail: RunDetail): RunView {
  const { matrix: _m, declarations: _l, decisions: _d, contributors: _c, ...view } = detail;
  return view;
}

export interface ProfileView {
  readonly name: string;
  readonly version: number;
  readonly digest: string;
  readonly builtIn: boolean;
  readonly document: Profile;
}

/** The built-in profiles and every one that a run was created with. */
export async function listProfiles(db: Db): Promise<ProfileView[]> {
  const used = await db.selectDistinctOn([run.profileDigest], { document: run.profileDocument }).from(run);
  const known = new Map<Digest, ProfileView>();
  for (const document of Object.values(BUILT_IN)) add(document, true);
  for (const { document } of used) add(parseProfile(parseJson(document, "profile")), false);
  return [...known.values()].sort((a, b) => a.name.localeCompare(b.name) || b.version - a.version);

  function add(document: Profile, builtIn: boolean): void {
    const digest = profileDigest(document);
    if (!known.has(digest))
      known.set(digest, {
        name: document.name,
        version: document.version,
        digest: formatDigest(digest),
        builtIn,
        document,
      });
  }
}
