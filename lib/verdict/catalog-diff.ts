import { formatDigest } from "../base/hash";
import type { CatalogChange, CatalogFacts, Facts } from "../claims/facts";
import { CATALOG_PARTS, type CatalogPart, parseCatalogPart } from "../evidence/manifest";
import type { EvidenceInput } from "./staging";

/** Names and definitions of a content-addressed list of the catalogue. */
export async function catalogItems(
  input: EvidenceInput,
  digest: string,
  what: string,
): Promise<Map<string, string>> {
  return new Map(
    parseCatalogPart(await input.read(digest), `catalog ${what}`).map((i) => [i.name, i.definition]),
  );
}

/** What changed between two catalogues. Parts that are equal on both sides are not opened. */
export async function compareCatalogs(before: EvidenceInput, after: EvidenceInput): Promise<CatalogFacts> {
  const [old, now] = [before.evidence.manifest.catalog, after.evidence.manifest.catalog];
  const changes: CatalogChange[] = [];
  const missing: CatalogPart[] = [];
  for (const part of CATALOG_PARTS) {
    const [a, b] = [old.parts[part], now.parts[part]];
    if (!a || !b) missing.push(part);
    if (!a || !b || a.digest === b.digest) continue;
    const was = await catalogItems(before, a.digest, part);
    const is = await catalogItems(after, b.digest, part);
    for (const [name, definition] of was)
      if (is.get(name) !== definition)
        changes.push({ part, name, kind: is.has(name) ? "changed" : "removed" });
    for (const name of is.keys()) if (!was.has(name)) changes.push({ part, name, kind: "added" });
  }
  return {
    before: formatDigest(old.fingerprint),
    after: formatDigest(now.fingerprint),
    changes,
    missing,
  };
}

/** Kinds of identities that say when they were written, and the part that holds their definitions. */
const CODE: Readonly<Record<string, CatalogPart>> = {
  trigger: "triggers",
  rule: "rules",
  policy: "policies",
  function: "functions",
  "event trigger": "event-triggers",
};
const CODE_NAME = /^(event trigger|trigger|rule|policy|function) (.*)$/s;

/** Code that reads as it did and was dropped, replaced or switched in between: its entry in the catalogue is another. */
export async function rewrittenCode(
  before: EvidenceInput,
  after: EvidenceInput,
  { changes }: CatalogFacts,
): Promise<Facts["rewritten"]> {
  const [old, now] = [before, after].map((side) => side.evidence.manifest.catalog.identities);
  if (!old || !now) return null;
  const told = new Set(changes.map((c) => `${c.part} ${c.name}`));
  const is = await catalogItems(after, now.digest, "identities");
  const changed: string[] = [];
  let objects = 0;
  for (const [identity, written] of old.digest === now.digest
    ? is
    : await catalogItems(before, old.digest, "identities")) {
    const [, kind, name] = CODE_NAME.exec(identity) ?? [];
    if (kind === undefined || name === undefined) continue;
    objects++;
    const later = is.get(identity);
    if (later !== undefined && later !== written && !told.has(`${CODE[kind]} ${name}`))
      changed.push(identity);
  }
  return { objects, changed };
}
