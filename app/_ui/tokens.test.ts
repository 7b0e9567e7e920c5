import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, distance, parseHex, SIGHTS, seenBy } from "./colour";
import { COLOURS, type Colour, SPACES, STATUS_COLOURS, TEXT_SIZES } from "./tokens";

const css = ["tokens", "paper"]
  .map((name) => readFileSync(new URL(`../styles/${name}.css`, import.meta.url), "utf8"))
  .join("\n");

/** Custom properties of the first block that opens with `head`. */
function properties(head: RegExp): Map<string, string> {
  const block = new RegExp(`${head.source}([^}]*)\\}`).exec(css)?.[1];
  if (block === undefined) throw new Error(`the style sheets have no block ${head.source}`);
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value.trim()]),
  );
}

const light = properties(/@theme static \{/);
const dark = properties(/prefers-color-scheme: dark\) \{\s*:root \{/);
const paper = properties(/@media print \{\s*:root \{/);
const names = Object.keys(COLOURS) as Colour[];

const SCHEMES = {
  light: (name: Colour) => light.get(`color-${name}`),
  dark: (name: Colour) => dark.get(`color-${name}`),
  // Paper starts from the light scheme, whatever the system says.
  print: (name: Colour) => paper.get(`color-${name}`),
} as const;
type Scheme = keyof typeof SCHEMES;

function colour(scheme: Scheme, name: Colour) {
  return parseHex(SCHEMES[scheme](name) ?? "none");
}

describe.each(["light", "dark", "print"] as const)("tokens in %s", (scheme) => {
  it("are those of the registry, no more and no less", () => {
    const defined = [...{ light, dark, print: paper }[scheme].keys()].filter((p) => p.startsWith("color-"));
    expect(defined.sort()).toEqual(names.map((n) => `color-${n}`).sort());
  });

  it.each(names.flatMap((name) => COLOURS[name].on.map((ground) => [name, ground] as const)))(
    "%s can be read on %s",
    (name, ground) => {
      const ratio = contrast(colour(scheme, name), colour(scheme, ground));
      expect(ratio).toBeGreaterThanOrEqual(COLOURS[name].least);
    },
  );

  it.each(Object.keys(SIGHTS) as (keyof typeof SIGHTS)[])("outcomes stay apart for %s sight", (sight) => {
    for (const one of STATUS_COLOURS)
      for (const other of STATUS_COLOURS) {
        if (one >= other) continue;
        const apart = distance(seenBy(sight, colour(scheme, one)), seenBy(sight, colour(scheme, other)));
        expect(apart, `${one} and ${other}`).toBeGreaterThan(0.08);
      }
  });
});

describe("sizes", () => {
  it("are those of the registry", () => {
    const listed = (prefix: string) =>
      [...light.keys()]
        .filter((p) => p.startsWith(prefix) && !p.includes("--line-height"))
        .map((p) => p.slice(prefix.length));
    expect(listed("text-")).toEqual([...TEXT_SIZES]);
    expect(listed("spacing-")).toEqual([...SPACES]);
  });
});
