import { describe, expect, it } from "vitest";
import { nothingSaid, type Said } from "./decision-fields";
import { DECISION } from "./decision-words";
import { aboutOf, type Draft, lackingOf } from "./lacking";

const NOW = "2026-06-20T08:00:00.000Z";
const words = DECISION.en;

const whole: Draft = {
  kind: "AUTHORIZE",
  said: {
    ...nothingSaid(NOW),
    reason: "Proven.",
    scope: "One more pilot.",
    password: "a password",
    typedRun: "harbour",
    typedTail: "abcdef",
  },
  run: "harbour",
  matrixDigest: `sha256:${"0".repeat(58)}abcdef`,
  first: null,
  factors: { passkeyHosts: [], app: false },
  method: "password",
  caveats: [
    { name: "live-births:t", says: "" },
    { name: "excluded:u", says: "" },
  ],
  blockers: [{ name: "HOLD-1", says: "" }],
  chosen: { caveats: new Set(["live-births:t", "excluded:u"]), blockers: new Set(["HOLD-1"]) },
};
const lacking = (over: Partial<Draft>, said: Partial<Said> = {}) =>
  lackingOf({ ...whole, ...over, said: { ...whole.said, ...said } }, words.lacking);

describe("what a decision still lacks", () => {
  it("is nothing where everything was said", () => {
    expect(lacking({})).toEqual([]);
  });

  it.each<[string, Partial<Draft>, Partial<Said>]>([
    ["a scope", {}, { scope: " " }],
    ["an expiry", {}, { expires: "" }],
    ["a reason", {}, { reason: "\n" }],
    ["your password", {}, { password: "" }],
    ["the run's short name", {}, { typedRun: "harbor" }],
    ["the end of the digest", {}, { typedTail: "abcde" }],
    ["1 caveat to acknowledge", { chosen: { ...whole.chosen, caveats: new Set(["excluded:u"]) } }, {}],
    ["2 caveats to acknowledge", { chosen: { ...whole.chosen, caveats: new Set(["of another run"]) } }, {}],
    ["1 open blocker to acknowledge", { chosen: { ...whole.chosen, blockers: new Set() } }, {}],
    ["a code of your app", { factors: { passkeyHosts: [], app: true } }, {}],
    ["your passkey", { factors: { passkeyHosts: ["elsewhere.example"], app: false } }, {}],
  ])("is %s", (what, over, said) => {
    expect(lacking(over, said)).toEqual([what]);
  });

  it("asks a HOLD and a REVOKE for a reason and presence alone, so that anybody can stop at once", () => {
    const chosen = { caveats: new Set<string>(), blockers: new Set<string>() };
    for (const kind of ["HOLD", "REVOKE"] as const) {
      const said = { scope: "", typedRun: "", typedTail: "", expires: "" };
      expect(lacking({ kind, chosen }, said)).toEqual([]);
      expect(lacking({ kind, chosen }, { ...said, reason: "", password: "" })).toHaveLength(2);
    }
  });

  it("takes scope and expiry of the second Owner from the first, and nothing else", () => {
    const first = { decidedBy: "olivia", scope: "Hers.", expiresAt: NOW, expires: null };
    expect(lacking({ first }, { scope: "", expires: "" })).toEqual([]);
    expect(lacking({ first }, { typedTail: "" })).toEqual(["the end of the digest"]);
    expect(aboutOf({ ...whole, first }, words.about)).toContain("2026-06-20 (UTC), is permitted: “Hers.”");
  });
});

it("repeats a scope as it was written, whatever it looks like", () => {
  const said = { ...whole.said, scope: "All of {caveats} and {run}" };
  for (const { about } of [DECISION.en, DECISION.vi])
    expect(aboutOf({ ...whole, said }, about)).toContain("“All of {caveats} and {run}”");
});
