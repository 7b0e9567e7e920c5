import { and, eq } from "drizzle-orm";
import type { Layout } from "@/lib/evidence/layout";
import type { PageTotals } from "@/lib/evidence/page";
import { canonicalJson } from "@/lib/ledger/canonical";
import { type Digest, sha256 } from "@/lib/ledger/hash";
import type { Db } from "./client";
import { pageTotals } from "./schema";

/**
 * What earlier uploads proved about pages: totals of a page whose every chunk was re-read and agreed. Content is
 * named by its digest, so a page proven once under a layout is proven for good, and an unchanged table costs one
 * query a page. Written only after the chunks were checked.
 */
export function pageMemo(db: Db) {
  const layouts = new WeakMap<Layout, Digest>();
  const digestOf = (layout: Layout): Digest => {
    const digest = layouts.get(layout) ?? sha256(canonicalJson(layout));
    layouts.set(layout, digest);
    return digest;
  };
  return {
    async get(page: Digest, layout: Layout): Promise<PageTotals | undefined> {
      const [row] = await db
        .select({ totals: pageTotals.totals })
        .from(pageTotals)
        .where(and(eq(pageTotals.page, page), eq(pageTotals.layout, digestOf(layout))));
      return row && (JSON.parse(row.totals) as PageTotals);
    },
    async set(page: Digest, layout: Layout, totals: PageTotals): Promise<void> {
      await db
        .insert(pageTotals)
        .values({ page, layout: digestOf(layout), totals: canonicalJson(totals) })
        .onConflictDoNothing();
    },
  };
}
