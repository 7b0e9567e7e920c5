import { randomUUID } from "node:crypto";
import { eq, inArray, sql } from "drizzle-orm";
import type { Json } from "@/lib/base/canonical";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import { parseReport, type Report, reportDigest, resultOf } from "@/lib/claims/report";
import { parseEntry } from "@/lib/ledger/entry";
import { requireRight } from "../identity/people";
import { type Actor, actorName, append, type Receipt } from "../ledger/ledger";
import { requireRun } from "../runs/runs";
import type { Db } from "../store/client";
import { declaration, entry } from "../store/schema";

/**
 * Records what the engineer says the result is, with the report that it rests on, if any. The verdict compares both
 * (NT-8); they never replace it. The report stands whole in the ledger's entry, so that whoever holds the ledger can
 * judge again.
 */
export async function declare(
  db: Db,
  slug: string,
  result: "PASS" | "FAIL",
  actor: Actor,
  now = new Date(),
  report: Report | null = null,
): Promise<Receipt> {
  const run = await requireRun(db, slug);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select notouch_lock_run(${run.id}::uuid)`);
    await requireRight(tx, actor, "contributes");
    const receipt = await append(tx, {
      kind: "declared",
      actor: actorName(actor),
      run: run.slug,
      at: now,
      body: report === null ? { result } : { result, report: jsonOf(report) },
    });
    await tx.insert(declaration).values({
      id: randomUUID(),
      runId: run.id,
      result,
      declaredAt: now,
      declaredBy: actor.id,
      viaKey: actor.keyId,
      ledgerIndex: receipt.index,
    });
    return receipt;
  });
}

/** Without the members that are not there: canonical JSON has no word for them. */
function jsonOf(report: Report): Json {
  return JSON.parse(JSON.stringify(report)) as Json;
}

/** The report that a declaration rests on, out of its ledger entry; null where it rests on none. */
export async function reportOf(db: Db, run: string, ledgerIndex: number): Promise<Report | null> {
  const [row] = await db.select({ text: entry.text }).from(entry).where(eq(entry.index, ledgerIndex));
  if (!row) throw new Error(`invariant broken: ledger entry ${ledgerIndex} is referenced and missing`);
  return reportIn(row.text, run, ledgerIndex);
}

function reportIn(text: string, run: string, ledgerIndex: number): Report | null {
  const { report } = parseEntry(text, `entry ${ledgerIndex}`).body;
  return report === undefined ? null : parseReport(report, run);
}

/** What a declaration's report says, and the digest by which it can be recognized. */
export interface ReportView {
  /** `sha256:…` of the report as its ledger entry holds it. */
  readonly digest: string;
  readonly result: Verdict;
  readonly claims: readonly ClaimId[];
}

/** The reports behind declarations, by the ledger index of each; one that rests on none is not there. */
export async function reportsOf(
  db: Db,
  run: string,
  declarations: readonly { readonly ledgerIndex: number }[],
): Promise<ReadonlyMap<number, ReportView>> {
  if (declarations.length === 0) return new Map();
  const indexes = declarations.map((d) => d.ledgerIndex);
  const rows = await db
    .select({ index: entry.index, text: entry.text })
    .from(entry)
    .where(inArray(entry.index, indexes));
  return new Map(
    rows.flatMap(({ index, text }): [number, ReportView][] => {
      const report = reportIn(text, run, index);
      if (report === null) return [];
      const claims = report.claims.map((c) => c.id);
      return [[index, { digest: reportDigest(report), result: resultOf(report), claims }]];
    }),
  );
}
