import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VERDICTS } from "../claims/catalog";
import { DECISION_KINDS, type Decision, deriveAuthority, revisitDue } from "./authority";
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
    assertion: null,
    owners: 1,
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

  it("that needs two Owners waits for the second, who says the same", () => {
    const first = decision({ owners: 2, ledgerIndex: 1 });
    const second = decision({ owners: 2, ledgerIndex: 2, decidedBy: "oscar" });
    const hold = decision({ kind: "HOLD", ledgerIndex: 2 });
    const words = (...list: Decision[]) => {
      const { state, basis, ...rest } = deriveAuthority(list, judged, NOW);
      return [state, basis, "awaiting" in rest].join(" ");
    };
    expect(words(first)).toBe("HOLD default true");
    expect(words(first, { ...second, decidedBy: "olivia" })).toBe("HOLD default true");
    expect(words(first, second)).toBe("AUTHORIZED recorded false");
    expect(words(first, { ...second, scope: "everything" })).toBe("HOLD default true");
    expect(words(first, { ...second, expiresAt: "2026-06-22T00:00:00Z" })).toBe("HOLD default true");
    expect(words(first, { ...second, matrixDigest: "sha256:other" })).toBe("HOLD default false");
    expect(words(first, hold, { ...second, ledgerIndex: 3 })).toBe("HOLD default true");
    expect(words(decision({ owners: 2, expiresAt: NOW.toISOString() }))).toBe("HOLD default false");
  });

  it("says when a HOLD is due to be looked at again, and only while it stands", () => {
    const hold = decision({ kind: "HOLD", expiresAt: null, revisitAt: NOW.toISOString() });
    const due = (d: Decision, now = NOW) => revisitDue(deriveAuthority([d], judged, now), now);
    expect(due(hold)).toBe(true);
    expect(due(hold, new Date(NOW.getTime() - 1))).toBe(false);
    expect(due({ ...hold, revisitAt: null })).toBe(false);
    expect(due({ ...hold, matrixDigest: "sha256:other" })).toBe(false);
    expect(revisitDue(deriveAuthority([], judged, NOW), NOW)).toBe(false);
  });

  it("is AUTHORIZED only by the newest decision, on a PASS of the very digest, before it expires", () => {
    const made = fc.record({
      kind: fc.constantFrom(...DECISION_KINDS),
      matrixDigest: fc.constantFrom(MATRIX, "sha256:other"),
      expiresAt: fc.constantFrom(null, "2026-06-19T00:00:00Z", "2026-06-21T00:00:00Z"),
      owners: fc.constantFrom(1, 2),
      decidedBy: fc.constantFrom("olivia", "oscar"),
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
        const before = decisions.at(-2);
        const seconded =
          before !== undefined &&
          before.kind === last?.kind &&
          before.matrixDigest === last.matrixDigest &&
          before.expiresAt === last.expiresAt &&
          decisions
            .slice(
              decisions.findLastIndex(
                (d) =>
                  d.kind !== "AUTHORIZE" ||
                  d.matrixDigest !== last.matrixDigest ||
                  d.expiresAt !== last.expiresAt,
              ) + 1,
            )
            .some((d) => d.decidedBy !== last.decidedBy);
        const stands =
          last?.kind === "AUTHORIZE" &&
          now?.engineering === "PASS" &&
          now.matrixDigest === last.matrixDigest &&
          last.expiresAt === "2026-06-21T00:00:00Z" &&
          (last.owners === 1 || seconded);
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
    awaiting: null,
    newest: null,
    presence: "password",
    hasFactor: false,
    policy: { stepUp: "password", owners: 1 },
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
    ["factor-needed", {}, { hasFactor: true }],
    ["factor-needed", {}, { policy: { stepUp: "factor", owners: 1 } }],
    ["", {}, { hasFactor: true, presence: "password+totp" }],
    ["", {}, { hasFactor: true, presence: "passkey", policy: { stepUp: "factor", owners: 1 } }],
    ["", { kind: "HOLD" }, { hasFactor: true, policy: { stepUp: "factor", owners: 1 } }],
    ["already-authorized", {}, { authorized: true }],
    ["second-owner", {}, { awaiting: { byThisPerson: true } }],
    ["", {}, { awaiting: { byThisPerson: false } }],
    ["decided-meanwhile", { after: null }, { newest: 7 }],
    ["decided-meanwhile", { after: 7 }, { newest: 9 }],
    ["", { after: 7 }, { newest: 7 }],
    ["nothing-to-revoke", { kind: "REVOKE" }, {}],
    ["", { kind: "REVOKE" }, { awaiting: { byThisPerson: false } }],
    ["caveat-unacknowledged", { acknowledgedCaveats: [] }, {}],
    ["blocker-unacknowledged", { acknowledgedBlockers: [] }, {}],
  ])("says %s", (block, asked, known) => {
    expect(decisionBlocks({ ...request, ...asked }, { ...context, ...known }).join()).toBe(block);
  });
});
