import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GateState, ownerPass } from "./owner-pass";

const capture = (at: number, ledgerIndex: number) => ({
  phase: "before",
  startedAt: new Date(at).toISOString(),
  ledgerIndex,
});
const given = (at: number, ledgerIndex: number, over: Partial<GateState> = {}): GateState => ({
  state: "CLOSED",
  by: "olivia",
  since: new Date(at).toISOString(),
  ledgerIndex,
  ...over,
});
const seeded = given(0, 0, { state: "OPEN", by: null });

describe("an Owner's pass", () => {
  it.each<[string, boolean, string | null, GateState[], ReturnType<typeof capture>[]]>([
    ["given before the capture", true, "G", [seeded, given(10, 1)], [capture(20, 2)]],
    ["no gate named", false, null, [given(10, 1)], [capture(20, 2)]],
    ["a gate that nobody knows", false, "G", [], [capture(20, 2)]],
    ["never given", false, "G", [seeded], [capture(20, 2)]],
    ["closed by nobody", false, "G", [given(10, 1, { by: null })], [capture(20, 2)]],
    ["given after the capture, before its upload", false, "G", [given(25, 1)], [capture(20, 2)]],
    ["given after the upload by a clock that went back", false, "G", [given(10, 3)], [capture(20, 2)]],
    [
      "taken back before the capture",
      false,
      "G",
      [given(5, 1), given(10, 2, { state: "OPEN" })],
      [capture(20, 3)],
    ],
    [
      "taken back after the capture",
      true,
      "G",
      [given(5, 1), given(30, 4, { state: "OPEN" })],
      [capture(20, 3)],
    ],
    ["one of two captures before it", false, "G", [given(10, 1)], [capture(5, 2), capture(20, 3)]],
    ["nothing captured", false, "G", [given(10, 1)], []],
    ["an unreadable time", false, "G", [{ ...given(10, 1), since: "soon" }], [capture(20, 2)]],
  ])("%s: %s", (_, holds, gate, states, captures) => {
    const pass = ownerPass(gate, states, captures);
    expect(pass.holds).toBe(holds);
    expect(pass.code === "given").toBe(holds);
  });

  it("never holds where no Owner's state stands before every capture", () => {
    const state = fc.record({
      state: fc.constantFrom("OPEN" as const, "CLOSED" as const),
      by: fc.constantFrom(null, "olivia"),
      since: fc.nat(9).map((n) => new Date(n).toISOString()),
      ledgerIndex: fc.nat(9),
    });
    const taken = fc.record({
      phase: fc.constant("before"),
      startedAt: fc.nat(9).map((n) => new Date(n).toISOString()),
      ledgerIndex: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(state), fc.array(taken), (states, captures) => {
        if (!ownerPass("G", states, captures).holds) return;
        for (const c of captures)
          expect(
            states.some(
              (s) =>
                s.state === "CLOSED" &&
                s.by !== null &&
                s.since <= c.startedAt &&
                s.ledgerIndex < c.ledgerIndex,
            ),
          ).toBe(true);
        expect(captures.length).toBeGreaterThan(0);
      }),
    );
  });
});
