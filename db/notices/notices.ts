import { randomUUID } from "node:crypto";
import { and, asc, desc, eq, gt, isNull, lt, lte, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { NoticeKind } from "@/lib/authority/notice";
import type { Json } from "@/lib/base/canonical";
import type { Matrix } from "@/lib/verdict/matrix";
import type { Db } from "../store/client";
import {
  decision,
  declaration,
  delivery,
  entry,
  evidence,
  mailbox,
  notice,
  noticeCursor,
  person,
  run,
  verdict,
  webhook,
} from "../store/schema";

const DAY_MS = 86_400_000;
/** How many verdicts one look takes in, so that it stays short. */
const BATCH = 50;
/** A lapse that is older than this is no news: a server that was off for a month does not write a month's letters. */
const STALE_MS = 7 * DAY_MS;

type Verdict = typeof verdict.$inferSelect;
type Decided = typeof decision.$inferSelect;

/**
 * Finds what is new since the last look, once whatever the number of servers: verdicts by the ledger, expiries by the
 * clock. Whoever holds the cursor's row looks; the others go home. Returns how many notices were written.
 */
export async function findNotices(db: Db, now = new Date()): Promise<number> {
  return db.transaction(async (tx) => {
    const cursor = await holdCursor(tx);
    if (cursor === null) return 0;
    const fresh = await tx
      .select({ verdict, slug: run.slug, name: run.name })
      .from(verdict)
      .innerJoin(run, eq(run.id, verdict.runId))
      .where(gt(verdict.ledgerIndex, cursor))
      .orderBy(asc(verdict.ledgerIndex))
      .limit(BATCH);
    let written = 0;
    for (const { verdict: row, slug, name } of fresh)
      written += await ofVerdict(tx, row, { slug, name }, now);
    const last = fresh.at(-1)?.verdict.ledgerIndex;
    if (last !== undefined) await tx.update(noticeCursor).set({ ledgerIndex: last });
    return written + (await ofClock(tx, now));
  });
}

/** The index up to which everything was looked at; null while another server looks. The first look begins at the end. */
async function holdCursor(tx: Db): Promise<number | null> {
  const [held] = await tx.select().from(noticeCursor).for("update", { skipLocked: true });
  if (held) return held.ledgerIndex;
  const [last] = await tx.select({ index: entry.index }).from(entry).orderBy(desc(entry.index)).limit(1);
  const made = await tx
    .insert(noticeCursor)
    .values({ id: 1, ledgerIndex: last?.index ?? -1 })
    .onConflictDoNothing()
    .returning();
  return made[0]?.ledgerIndex ?? null;
}

interface Named {
  readonly slug: string;
  readonly name: string;
}

async function ofVerdict(tx: Db, row: Verdict, named: Named, now: Date): Promise<number> {
  const [former] = await tx
    .select()
    .from(verdict)
    .where(and(eq(verdict.runId, row.runId), lt(verdict.ledgerIndex, row.ledgerIndex)))
    .orderBy(desc(verdict.ledgerIndex))
    .limit(1);
  const [decided] = await tx
    .select()
    .from(decision)
    .where(eq(decision.runId, row.runId))
    .orderBy(desc(decision.ledgerIndex))
    .limit(1);
  const engineering = engineeringOf(row);
  const said = { run: named.slug, name: named.name, engineering };
  let written = 0;
  // A run whose captures are still arriving is NO_EVIDENCE again and again: that is no news.
  const before = former ? engineeringOf(former) : null;
  if ((before?.verdict ?? "NO_EVIDENCE") !== engineering.verdict || !sameCodes(before, engineering))
    written += await write(tx, "verdict.changed", row.id, row.runId, { ...said, before }, now);
  if (engineering.verdict === "PASS" && decided?.matrixDigest !== row.matrixDigest) {
    const authority = { state: "HOLD", basis: decided ? "superseded" : "default" };
    written += await write(tx, "decision.needed", row.matrixDigest, row.runId, { ...said, authority }, now);
  }
  if (
    decided?.kind === "AUTHORIZE" &&
    decided.matrixDigest !== row.matrixDigest &&
    decided.ledgerIndex < row.ledgerIndex
  ) {
    const authority = { state: "HOLD", basis: "superseded", ...decidedBy(decided) };
    written += await write(tx, "authorization.lapsed", decided.id, row.runId, { ...said, authority }, now);
  }
  return written;
}

/** Authorizations that the clock ends, and those that it ends within a day. */
async function ofClock(tx: Db, now: Date): Promise<number> {
  const later = alias(decision, "later");
  const soon = new Date(now.getTime() + DAY_MS);
  const subject = sql`case when ${lte(decision.expiresAt, now)} then 'authorization.lapsed ' else 'authorization.expiring ' end || ${decision.id}`;
  const standing = await tx
    .select({ decision, slug: run.slug, name: run.name })
    .from(decision)
    .innerJoin(run, eq(run.id, decision.runId))
    .where(
      and(
        eq(decision.kind, "AUTHORIZE"),
        gt(decision.expiresAt, new Date(now.getTime() - STALE_MS)),
        lte(decision.expiresAt, soon),
        notExists(
          tx
            .select({ id: later.id })
            .from(later)
            .where(and(eq(later.runId, decision.runId), gt(later.ledgerIndex, decision.ledgerIndex))),
        ),
        notExists(tx.select({ id: notice.id }).from(notice).where(eq(notice.subject, subject))),
        // What lapsed because its ground moved was told when that happened.
        notExists(
          tx
            .select({ id: notice.id })
            .from(notice)
            .where(eq(notice.subject, sql`'authorization.lapsed ' || ${decision.id}`)),
        ),
      ),
    );
  let written = 0;
  for (const { decision: decided, slug, name } of standing) {
    if (decided.expiresAt === null) continue;
    const lapsed = decided.expiresAt <= now;
    const authority = lapsed
      ? { state: "HOLD", basis: "expired", ...decidedBy(decided) }
      : { state: "AUTHORIZED", basis: "recorded", ...decidedBy(decided) };
    const kind = lapsed ? "authorization.lapsed" : "authorization.expiring";
    written += await write(tx, kind, decided.id, decided.runId, { run: slug, name, authority }, now);
  }
  return written;
}

function engineeringOf(row: Verdict) {
  const { failOpen } = JSON.parse(row.matrix) as Matrix;
  return { verdict: row.engineering, matrixDigest: row.matrixDigest, failOpen: [...failOpen] };
}

function sameCodes(a: { failOpen: string[] } | null, b: { failOpen: string[] }): boolean {
  return (a?.failOpen ?? []).join() === b.failOpen.join();
}

function decidedBy(decided: Decided) {
  return { decision: decided.id, scope: decided.scope, expiresAt: decided.expiresAt?.toISOString() ?? null };
}

/** Writes a notice and what has to be delivered of it; 0 where it was told before. */
async function write(
  tx: Db,
  kind: NoticeKind,
  about: string,
  runId: string,
  data: { readonly [key: string]: Json },
  now: Date,
): Promise<number> {
  const id = randomUUID();
  const made = await tx
    .insert(notice)
    .values({
      id,
      subject: `${kind} ${about}`,
      kind,
      run: String(data.run),
      data: JSON.stringify(data),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: notice.id });
  if (made.length === 0) return 0;
  const hooks = await tx
    .select({ id: webhook.id })
    .from(webhook)
    .where(and(isNull(webhook.removedAt), sql`${kind} = any(${webhook.kinds})`));
  const people = await tx
    .select({ id: person.id, role: person.role })
    .from(mailbox)
    .innerJoin(person, eq(person.id, mailbox.personId))
    .where(and(eq(person.disabled, false), sql`${kind} = any(${mailbox.kinds})`));
  const cannot = kind === "decision.needed" ? await contributors(tx, runId) : new Set<string>();
  const told = people.filter((p) => kind !== "decision.needed" || (p.role === "owner" && !cannot.has(p.id)));
  const waiting = [
    ...hooks.map((hook) => ({ webhookId: hook.id, personId: null })),
    ...told.map((p) => ({ webhookId: null, personId: p.id })),
  ].map((to) => ({
    id: randomUUID(),
    noticeId: id,
    ...to,
    state: "waiting" as const,
    nextAt: now,
    createdAt: now,
  }));
  if (waiting.length > 0) await tx.insert(delivery).values(waiting);
  return 1;
}

/** Whoever contributed is not asked for a decision that they may not make. */
async function contributors(tx: Db, runId: string): Promise<Set<string>> {
  const uploaded = await tx
    .select({ id: evidence.contributor })
    .from(evidence)
    .where(eq(evidence.runId, runId));
  const declared = await tx
    .select({ id: declaration.declaredBy })
    .from(declaration)
    .where(eq(declaration.runId, runId));
  return new Set([...uploaded, ...declared].map((row) => row.id));
}
