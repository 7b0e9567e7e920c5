import type { ClaimId } from "../claims/catalog";
import type { Bucket } from "../claims/facts";
import { isPopulated, type Layout } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import { fieldValue, splitRow } from "../evidence/rows";
import type { ProfileTable } from "../profile/profile";
import type { RowChange } from "./change";
import type { LineChange } from "./join";

/** What has to be known about the pilot before a row's meaning can be told. */
export interface Pilot {
  /** Keys of the staging candidates; null without staging evidence. */
  readonly keys: ReadonlySet<string> | null;
  readonly capability: "proven" | "disproven" | "unknown";
}

export interface Classified extends RowChange {
  readonly buckets: readonly Bucket[];
  /** How checks and caveats call this row. */
  readonly label: string;
}

/** A row's key as text; of a table without a key, what its first columns hold. `fields` are raw COPY text. */
export function nameOfRow(
  table: { readonly key: readonly string[]; readonly columns: readonly { readonly name: string }[] },
  fields: readonly string[],
): string {
  const shown = (raw: string) => fieldValue(raw) ?? "NULL";
  if (table.key.length > 0) return table.key.map((_, i) => shortened(shown(fields[i] ?? "\\N"))).join(", ");
  const columns = table.columns.slice(0, UNKEYED_COLUMNS);
  return `(${columns.map((c, i) => `${c.name} ${shortened(shown(fields[i] ?? "\\N"))}`).join(", ")})`;
}

/**
 * What a value may name: itself, and the texts inside a JSON document, an array, a range or a row. JSON is read as JSON
 * where it is; anything else is taken apart at its brackets, quotes and commas.
 */
export function* namesIn(value: string): Generator<string> {
  yield value;
  if (!/^[{["(]/.test(value)) return;
  try {
    yield* textsOf(JSON.parse(value));
  } catch {
    for (const [, quoted, plain] of value.matchAll(/"((?:[^"\\]|\\.|"")*)"|([^{}()[\],"]+)/g))
      yield quoted?.replace(/\\(.)|""/gs, (_, escaped: string | undefined) => escaped ?? '"') ?? plain ?? "";
  }
}

function* textsOf(json: unknown): Generator<string> {
  if (typeof json === "string") yield json;
  else if (typeof json === "object" && json !== null)
    for (const [key, member] of Object.entries(json)) {
      if (!Array.isArray(json)) yield key;
      yield* textsOf(member);
    }
}

/** Columns that name a row of a table without a key. */
const UNKEYED_COLUMNS = 3;
const LABEL_LENGTH = 80;

function shortened(text: string): string {
  const characters = [...text.slice(0, 2 * LABEL_LENGTH)];
  return characters.length > LABEL_LENGTH ? `${characters.slice(0, LABEL_LENGTH).join("")}…` : text;
}

/** Says what one changed line means for the claims. Everything that is not explained is a touch of production. */
export function classifier(
  table: PresentTable,
  entry: ProfileTable,
  layout: Layout,
  pilot: Pilot,
): (change: LineChange) => Classified {
  const names = table.columns.map((c) => c.name);
  const groups = new Map(layout.groups.map((g) => [g.name, g.columns]));
  const flag = groups.get("certified")?.[0];
  const differs = (group: "stamps" | "certified" | "canonical", a: readonly string[], b: readonly string[]) =>
    (groups.get(group) ?? []).some((c) => a[c.index] !== b[c.index]);
  const populated = (group: "stamps" | "certified" | "canonical", row: readonly string[]) =>
    (groups.get(group) ?? []).some((c) => isPopulated(row[c.index] ?? "\\N", c));
  const isCertified = (row: readonly string[] | null) =>
    row !== null && flag !== undefined && isPopulated(row[flag.index] ?? "\\N", flag);
  const values = (row: readonly string[]) =>
    Object.fromEntries(names.map((n, i) => [n, fieldValue(row[i] ?? "\\N")]));

  function forbidden(row: readonly string[]): boolean {
    if (!entry.forbiddenInserts) return false;
    const index = names.indexOf(entry.forbiddenInserts.column);
    const value = index < 0 ? null : fieldValue(row[index] ?? "\\N");
    // A column that is not there, or NULL, cannot show that the event is of an allowed kind.
    return (
      value === null || entry.forbiddenInserts.like.some((pattern) => value.startsWith(pattern.slice(0, -1)))
    );
  }

  function stagingKeyIn(rows: readonly (readonly string[] | null)[]): string | null {
    if (pilot.keys === null) return null;
    for (const row of rows)
      for (const raw of row ?? []) {
        const value = fieldValue(raw);
        if (value === null) continue;
        for (const text of namesIn(value)) if (pilot.keys.has(text)) return text;
      }
    return null;
  }

  return (change) => {
    const before = change.kind === "inserted" ? null : splitRow(change.before);
    const after = change.kind === "deleted" ? null : splitRow(change.after);
    const stagingKey = stagingKeyIn([before, after]);
    const buckets: Bucket[] = [];
    const claims = new Set<ClaimId>();
    let explained = false;
    let columns = names;

    if (before !== null && after !== null) {
      columns = names.filter((_, i) => before[i] !== after[i]);
      if (differs("stamps", before, after)) buckets.push("stamps");
      if (differs("certified", before, after)) buckets.push("certified");
      if (differs("canonical", before, after)) buckets.push("canonical");
    } else if (after !== null) {
      buckets.push("inserted");
      if (populated("stamps", after)) buckets.push("inserted-stamped");
      if (populated("certified", after)) buckets.push("inserted-certified");
      if (populated("canonical", after)) buckets.push("inserted-canonical");
      if (stagingKey !== null) buckets.push("inserted-staging");
      if (forbidden(after)) buckets.push("inserted-forbidden");
      const newborn = entry.liveInserts === "tolerate" && buckets.length === 1;
      explained = newborn && pilot.keys !== null && pilot.capability === "proven";
      if (explained) buckets.push("explained");
      else if (newborn && pilot.capability !== "disproven") buckets.push("unattributed");
      else buckets.push("unexplained");
    } else buckets.push("deleted");
    if (isCertified(after) && !isCertified(before)) buckets.push("gained");
    if (isCertified(before) && !isCertified(after)) buckets.push("lost");

    if (entry.part === "knowledge-graph") claims.add("NT-5");
    if (entry.part === "registry") {
      if (buckets.includes("stamps") || buckets.includes("inserted-stamped")) claims.add("NT-1");
      if (["certified", "inserted-certified", "gained", "lost"].some((b) => buckets.includes(b as Bucket)))
        claims.add("NT-2");
      if (["canonical", "inserted-canonical", "deleted"].some((b) => buckets.includes(b as Bucket)))
        claims.add("NT-3");
      if (buckets.includes("inserted")) claims.add("NT-4");
      if (buckets.includes("gained")) claims.add("NT-6");
    }
    if (buckets.includes("inserted-forbidden")) claims.add("NT-4");
    if (!explained) {
      if (claims.size === 0 && !buckets.includes("unattributed")) buckets.push("unnamed");
      claims.add("NT-7");
      if (!buckets.includes("unattributed")) buckets.push("touched");
    }
    const keyRow = after ?? before ?? [];
    return {
      table: table.name,
      kind: change.kind,
      key: keyRow.slice(0, layout.keyColumns).map((raw) => fieldValue(raw) ?? ""),
      columns,
      before: before === null ? null : values(before),
      after: after === null ? null : values(after),
      claims: [...claims].sort(),
      explained,
      stagingKey,
      buckets,
      label: nameOfRow(table, keyRow),
    };
  };
}
