import { and, eq } from "drizzle-orm";
import { canonicalJson } from "@/lib/base/canonical";
import type { PageTotals } from "@/lib/evidence/page";
import type { VerifyMemo } from "@/lib/evidence/verify";
import type { Db } from "../store/client";
import { pageTotals } from "../store/schema";

/**
 * What earlier uploads proved about pages: totals of a page whose every chunk was re-read and agreed. Content is
 * named by its digest, so a page proven once under a layout is proven for good, and an unchanged table costs one
 * query a page. Written only after the chunks were checked.
 */
export function pageMemo(db: Db): VerifyMemo {
  return {
    async get(page, layout) {
      const [row] = await db
        .select({ totals: pageTotals.totals })
        .from(pageTotals)
        .where(and(eq(pageTotals.page, page), eq(pageTotals.layout, layout)));
      return row ? (JSON.parse(row.totals) as PageTotals) : null;
    },
    async put(page, layout, totals) {
      await db
        .insert(pageTotals)
        .values({ page, layout, totals: canonicalJson(totals) })
        .onConflictDoNothing();
    },
  };
}
