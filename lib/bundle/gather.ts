import type { Digest } from "../base/hash";
import type { ReadContent } from "../evidence/content";
import { catalogContent, type Evidence, PHASES, type Phase } from "../evidence/manifest";
import { parsePage } from "../evidence/page";
import { evaluate } from "../verdict/evaluate";
import type { ContentKind } from "./container";
import type { Extent } from "./document";

export type Captured = Readonly<Partial<Record<Phase, Evidence>>>;

/**
 * What a bundle of this extent has to hold: the manifests, and either everything that they lead to, or what judging
 * them opens. The latter is found by judging: whatever was read once is read again by whoever verifies.
 */
export async function gatherContent(
  run: string,
  captured: Captured,
  declared: "PASS" | "FAIL" | undefined,
  extent: Extent,
  read: ReadContent,
): Promise<Map<Digest, ContentKind>> {
  const content = new Map<Digest, ContentKind>();
  const pages = new Set<Digest>();
  for (const phase of PHASES) {
    const evidence = captured[phase];
    if (!evidence) continue;
    content.set(evidence.digest, "manifests");
    for (const { digest } of catalogContent(evidence.manifest.catalog)) pages.add(digest);
    for (const table of evidence.manifest.tables)
      if (table.present) for (const page of table.pages) pages.add(page.digest);
    if (extent === "all") await everyChunk(evidence, read, content);
  }
  if (extent === "all") for (const page of pages) content.set(page, "pages");
  else
    await judgeWith(run, captured, declared, async (digest) => {
      content.set(digest, pages.has(digest) ? "pages" : "chunks");
      return read(digest);
    });
  return content;
}

async function everyChunk(
  { manifest }: Evidence,
  read: ReadContent,
  content: Map<Digest, ContentKind>,
): Promise<void> {
  for (const table of manifest.tables)
    if (table.present)
      for (const { digest } of table.pages)
        for (const chunk of parsePage(await read(digest), `pages/${digest}`))
          content.set(chunk.digest, "chunks");
}

async function judgeWith(
  run: string,
  captured: Captured,
  declared: "PASS" | "FAIL" | undefined,
  read: ReadContent,
): Promise<void> {
  const given = (evidence: Evidence | undefined) => (evidence ? { evidence, read } : undefined);
  await evaluate({
    run,
    before: given(captured.before),
    staging: given(captured.staging),
    afterRun: given(captured["after-run"]),
    after: given(captured.after),
    declared,
  });
}
