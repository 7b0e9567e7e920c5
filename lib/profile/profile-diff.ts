import { canonicalJson, type Json, parseJson } from "../base/canonical";
import type { Profile } from "./profile";

/** One value that two versions of a profile do not share. */
export interface ProfileDifference {
  /** The table, tracked column or member of the profile that it stands under, such as `public.dot_config`. */
  readonly subject: string;
  /** Path of the member within the subject, such as `liveInserts` or `counts.scanned`. */
  readonly member: string;
  /** A text as it is, anything else as canonical JSON; null: this version does not have the member. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What lists are made of: an element is the same one in both versions where these of its members agree. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  tables: ["name"],
  "registry.stamps": ["column"],
  "registry.canonical": ["column"],
  exclude: ["table", "column"],
};

interface Leaf {
  readonly subject: string;
  readonly member: string;
  readonly value: string;
}

/**
 * Every difference between two versions by member, what the later one lost last. Two profiles of different digests
 * always differ here: what has no place of its own shows as another order.
 */
export function diffProfiles(before: Profile, after: Profile): ProfileDifference[] {
  const [old, now] = [leavesOf(before), leavesOf(after)];
  const differences: ProfileDifference[] = [];
  for (const place of new Set([...now.leaves.keys(), ...old.leaves.keys()])) {
    const [a, b] = [old.leaves.get(place), now.leaves.get(place)];
    const leaf = b ?? a;
    if (leaf === undefined || a?.value === b?.value) continue;
    const { subject, member } = leaf;
    differences.push({ subject, member, before: a?.value ?? null, after: b?.value ?? null });
  }
  for (const [list, order] of now.orders) {
    const former = old.orders.get(list) ?? [];
    const common = order.filter((name) => former.includes(name));
    const commonBefore = former.filter((name) => order.includes(name));
    if (common.join("\n") !== commonBefore.join("\n"))
      differences.push({
        subject: list,
        member: "order",
        before: canonicalJson(commonBefore),
        after: canonicalJson(common),
      });
  }
  return grouped(differences);
}

/** Differences of one subject stand together, where the first of them stands. */
function grouped(differences: readonly ProfileDifference[]): ProfileDifference[] {
  const subjects = new Map<string, ProfileDifference[]>();
  for (const one of differences) subjects.set(one.subject, [...(subjects.get(one.subject) ?? []), one]);
  return [...subjects.values()].flat();
}

function leavesOf(profile: Profile) {
  const leaves = new Map<string, Leaf>();
  const orders = new Map<string, string[]>();
  const document = parseJson(canonicalJson(profile), "profile");
  if (isObject(document)) for (const [member, value] of Object.entries(document)) walk(member, value);
  return { leaves, orders };

  /** A member of the profile that is no list of elements: its leaves stand under its own name. */
  function walk(path: string, value: Json, subject = path, inside = ""): void {
    const identity = LISTS[path];
    if (identity !== undefined && isList(value)) elements(path, value, identity);
    else if (isObject(value))
      for (const [member, inner] of Object.entries(value))
        walk(`${path}.${member}`, inner, subject, inside === "" ? member : `${inside}.${member}`);
    else
      leaves.set(JSON.stringify([subject, path]), {
        subject,
        member: inside,
        value: typeof value === "string" ? value : canonicalJson(value),
      });
  }

  function elements(list: string, all: readonly Json[], identity: readonly string[]): void {
    const names: string[] = [];
    for (const element of all) {
      if (!isObject(element)) continue;
      const plain = identity.flatMap((member) => element[member] ?? []).join(".");
      // Nothing forbids a column to be named twice: the second one is an element of its own.
      let name = plain;
      for (let again = 2; names.includes(name); again++) name = `${plain} #${again}`;
      names.push(name);
      const subject = list === "tables" ? name : `${list} ${name}`;
      for (const [member, value] of Object.entries(element))
        walk(`${list} ${JSON.stringify(name)} ${member}`, value, subject, member);
    }
    orders.set(list, names);
  }
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [member: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
