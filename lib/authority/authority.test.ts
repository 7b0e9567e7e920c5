import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VERDICTS } from "../claims/catalog";
import { DECISION_KINDS, type Decision, deriveAuthority } from "./authority";
import { type DecisionContext, type DecisionRequest, decisionBlocks } from "./eligibility";

const NOW = new Date("2026-06-20T00:00:00Z");
const MATRIX = "sha256:now";

function decision(over: Partial<Decision> = {}): Decision {
  return {
    id: "1",
    kind: "AUTHORIZE",
    matrixDigest: MATRIX,
    reason: "read",
    scope: "the next pilot",
    expiresAt: "2026-06-21T00:00:00Z",
    revisitAt: null,
    acknowledgedCaveats: [],
    acknowledgedBlockers: [],
    presence: "password",
    decidedBy: "olivia",
    decidedAt: "2026-06-19T00:00:00Z",
    ledgerIndex: 7,
    ...over,
  };
}

const judged = { engineering: "PASS", matrixDigest: MATRIX } as const;

describe("authority", () => {
  it.each<[string, Decision[], Parameters<typeof deriveAuthority>[1], string]>([
    ["nobody decided", [], judged, "HOLD default"],
    ["a full PASS was authorized", [decision()], judged, "AUTHORIZED recorded"],
    ["the Owner said HOLD", [decision({ kind: "HOLD" })], judged, "HOLD recorded"],
    ["it was revoked", [decision(), decision({ kind: "REVOKE", ledgerIndex: 8 })], judged, "HOLD revoked"],
    [
      "the revocation is listed first",
      [decision({ kind: "REVOKE", ledgerIndex: 8 }), decision()],
      judged,
      "HOLD revoked",
    ],
    ["the matrix moved", [decision()], { ...judged, matrixDigest: "sha256:other" }, "HOLD superseded"],
    ["no verdict is in force", [decision()], null, "HOLD superseded"],
    ["the verdict is no PASS", [decision()], { ...judged, engineering: "NO_EVIDENCE" }, "HOLD superseded"],
    ["it expires this instant", [decision({ expiresAt: NOW.toISOString() })], judged, "HOLD expired"],
    ["it has no expiry", [decision({ expiresAt: null })], judged, "HOLD expired"],
    ["its expiry is unreadable", [decision({ expiresAt: "soon" })], judged, "HOLD expired"],
  ])("where %s", (_, decisions, verdict, expected) => {
    const { state, basis } = deriveAuthority(decisions, verdict, NOW);
    expect(`${state} ${basis}`).toBe(expected);
  });

  it("is AUTHORIZED only by the newest decision, on a PASS of the very digest, before it expires", () => {
    const made = fc.record({
      kind: fc.constantFrom(...DECISION_KINDS),
      matrixDigest: fc.constantFrom(MATRIX, "sha256:other"),
      expiresAt: fc.constantFrom(null, "2026-06-19T00:00:00Z", "2026-06-21T00:00:00Z"),
    });
    const verdict = fc.option(
      fc.record({
        engineering: fc.constantFrom(...VERDICTS),
        matrixDigest: fc.constantFrom(MATRIX, "sha256:other"),
      }),
    );
    fc.assert(
      fc.property(fc.array(made, { maxLength: 4 }), verdict, (list, now) => {
        const decisions = list.map((d, ledgerIndex) => decision({ ...d, ledgerIndex }));
        const last = decisions.at(-1);
        const stands =
          last?.kind === "AUTHORIZE" &&
          now?.engineering === "PASS" &&
          now.matrixDigest === last.matrixDigest &&
          last.expiresAt === "2026-06-21T00:00:00Z";
        expect(deriveAuthority(decisions, now, NOW).state === "AUTHORIZED").toBe(stands);
      }),
    );
  });
});

describe("who may authorize", () => {
  const matrix = {
    engineering: "PASS",
    matrixDigest: MATRIX,
    caveats: [{ code: "live-births", table: "t", count: 1, detail: "" }],
  };
  const context = {
    person: { id: "olivia", role: "owner", viaKey: false },
    contributors: new Set(["erik"]),
    judged: matrix as unknown as DecisionContext["judged"],
    openBlockers: ["CONS-002"],
    authorized: false,
    now: NOW,
  } satisfies DecisionContext;
  const request: DecisionRequest = {
    kind: "AUTHORIZE",
    matrixDigest: MATRIX,
    reason: "read",
    scope: "the next pilot",
    expiresAt: new Date("2026-06-21T00:00:00Z"),
    acknowledgedCaveats: ["live-births:t"],
    acknowledgedBlockers: ["CONS-002"],
  };

  it.each<[string, Partial<DecisionRequest>, Partial<DecisionContext>]>([
    ["", {}, {}],
    ["not-owner", {}, { person: { id: "adam", role: "administrator", viaKey: false } }],
    ["api-key", {}, { person: { id: "olivia", role: "owner", viaKey: true } }],
    ["contributor", {}, { contributors: new Set(["olivia"]) }],
    ["not-judged", {}, { judged: null }],
    [
      "not-pass",
      {},
      { judged: { ...matrix, engineering: "NO_EVIDENCE" } as unknown as DecisionContext["judged"] },
    ],
    ["digest-moved", { matrixDigest: "sha256:other" }, {}],
    ["no-reason", { reason: "  " }, {}],
    ["no-scope", { scope: null }, {}],
    ["bad-expiry", { expiresAt: null }, {}],
    ["bad-expiry", { expiresAt: new Date("2027-06-21T00:00:00Z") }, {}],
    ["caveat-unacknowledged", { acknowledgedCaveats: [] }, {}],
    ["blocker-unacknowledged", { acknowledgedBlockers: [] }, {}],
  ])("says %s", (block, asked, known) => {
    expect(decisionBlocks({ ...request, ...asked }, { ...context, ...known }).join()).toBe(block);
  });
});
