import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Refusal } from "../base/refusal";
import { BUILT_IN } from "./built-in";
import { entryFor, parseProfile, profileDigest, profileSchema, surfaceOf } from "./profile";

const birth = BUILT_IN["birth-registry"];
if (!birth) throw new Error("the built-in profile is missing");

const text = JSON.parse(readFileSync(new URL("./birth-registry-1.json", import.meta.url), "utf8"));

describe("profile", () => {
  it("publishes the JSON Schema of exactly what it reads", () => {
    const published = JSON.parse(
      readFileSync(new URL("../../public/schemas/profile-1.json", import.meta.url), "utf8"),
    );
    expect(published).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(profileSchema, { io: "input" }))));
  });

  it("gives one digest to two spellings of one profile", () => {
    const spelled = structuredClone(text);
    for (const table of spelled.tables) table.required ??= true;
    expect(profileDigest(parseProfile(spelled))).toBe(profileDigest(birth));
    spelled.version = 2;
    expect(profileDigest(parseProfile(spelled))).not.toBe(profileDigest(birth));
  });

  it("names the surface of a run and prefers an exact table over a wildcard", () => {
    expect(surfaceOf(birth, "r1")).toEqual({ schema: "staging_r1", role: "pilot_r1" });
    expect(entryFor(birth, "iu_core.anything")?.part).toBe("guarded");
    expect(entryFor(birth, "iu_core_x.anything")).toBeUndefined();
  });

  it.each([
    ["an unknown member", (p: typeof text) => Object.assign(p, { lenient: true })],
    ["two registries", (p: typeof text) => p.tables.push({ name: "public.other", part: "registry" })],
    [
      "a table named twice",
      (p: typeof text) => p.tables.push({ name: "public.dot_config", part: "guarded" }),
    ],
    [
      "a pattern that is not a prefix",
      (p: typeof text) => Object.assign(p.tables[11].forbiddenInserts, { like: ["%birth"] }),
    ],
    [
      "a surface without the run in its name",
      (p: typeof text) => Object.assign(p.surface, { schema: "staging" }),
    ],
  ])("refuses %s", (_, spoil) => {
    const profile = structuredClone(text);
    spoil(profile);
    expect(() => parseProfile(profile)).toThrow(Refusal);
  });
});
