import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUILT_IN } from "./built-in";
import { type Profile, parseProfile, profileDigest } from "./profile";
import { diffProfiles } from "./profile-diff";

const birth = BUILT_IN["birth-registry"];
if (!birth) throw new Error("the built-in profile is missing");
const changed = (edit: (profile: Profile) => void): Profile => {
  const profile = structuredClone(birth);
  edit(profile);
  return profile;
};
const said = (edit: (profile: Profile) => void) =>
  diffProfiles(birth, changed(edit)).map((d) => [d.subject, d.member, d.before, d.after]);

describe("the difference between two versions of a profile", () => {
  it("is empty for one and the same", () => {
    expect(diffProfiles(birth, structuredClone(birth))).toEqual([]);
  });

  it.each<[string, (profile: Profile) => void, unknown]>([
    ["a member of its own", (p) => Object.assign(p, { version: 2 }), [["version", "", "1", "2"]]],
    [
      "what a table tolerates, its key and whether it is required",
      (p) =>
        Object.assign(p.tables[1] ?? {}, { liveInserts: "tolerate", key: ["id", "kind"], required: false }),
      [
        ["public.universal_edges", "key", '["id"]', '["id","kind"]'],
        ["public.universal_edges", "liveInserts", "forbid", "tolerate"],
        ["public.universal_edges", "required", "true", "false"],
      ],
    ],
    [
      "a table that is gone",
      (p) => p.tables.splice(6, 1),
      [
        ["public.dot_config", "liveInserts", "forbid", null],
        ["public.dot_config", "name", "public.dot_config", null],
        ["public.dot_config", "part", "guarded", null],
        ["public.dot_config", "required", "false", null],
      ],
    ],
    [
      "what a tolerated insert may not say, down to its order",
      (p) => p.tables[11]?.forbiddenInserts?.like.reverse(),
      [["public.event_outbox", "forbiddenInserts.like", '["birth%","certify%"]', '["certify%","birth%"]']],
    ],
    [
      "what counts as populated",
      (p) => p.registry.canonical[3]?.empty.push("-"),
      [["registry.canonical status", "empty", "[]", '["-"]']],
    ],
    [
      "a certifier that is gone",
      (p) => {
        delete p.certifier;
      },
      [
        ["certifier", "function", "public.fn_birth_auto_certify()", null],
        ["certifier", "table", "public.birth_registry", null],
        ["certifier", "trigger", "trg_birth_auto_certify", null],
      ],
    ],
    [
      "an order and nothing else",
      (p) => p.registry.stamps.reverse(),
      [
        [
          "registry.stamps",
          "order",
          '["inspect_pen","inspect_stamp","inspect_gate"]',
          '["inspect_gate","inspect_stamp","inspect_pen"]',
        ],
      ],
    ],
  ])("names %s", (_, edit, expected) => {
    expect(said(edit)).toEqual(expected);
  });

  it("is never empty where the digests differ, and always where they do not", () => {
    const column = fc.constantFrom("a", "b", "c");
    const tracked = fc.record({ column, empty: fc.array(fc.constantFrom("", "f", "[]"), { maxLength: 2 }) });
    const some = fc.record({
      version: fc.integer({ min: 1, max: 2 }),
      description: fc.constantFrom("", "null", "x"),
      stamps: fc.array(tracked, { minLength: 1, maxLength: 3 }),
      canonical: fc.array(tracked, { minLength: 1, maxLength: 3 }),
      order: fc.shuffledSubarray([...birth.tables.keys()].slice(1)),
      key: fc.option(fc.array(column, { maxLength: 2 }), { nil: undefined }),
      watch: fc.array(column, { maxLength: 2 }),
      exclude: fc.array(
        fc.record({
          table: fc.constantFrom("a.b", "a.c"),
          column: fc.option(column, { nil: undefined }),
          reason: fc.constantFrom("x", "y"),
        }),
        { maxLength: 3 },
      ),
    });
    type Some = typeof some extends fc.Arbitrary<infer T> ? T : never;
    const profileOf = ({ stamps, canonical, order, key, exclude, ...rest }: Some) =>
      parseProfile(
        JSON.parse(
          JSON.stringify({
            ...birth,
            ...rest,
            tables: [{ ...birth.tables[0], key }, ...order.map((i) => birth.tables[i])],
            registry: { ...birth.registry, stamps, canonical },
            exclude,
          }),
        ),
      );
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [before, after] = [profileOf(a), profileOf(b)];
        const equal = profileDigest(before) === profileDigest(after);
        expect(diffProfiles(before, after).length === 0).toBe(equal);
        expect(diffProfiles(before, profileOf(a))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
