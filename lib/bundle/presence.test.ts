import { promisify } from "node:util";
import { deflateRaw, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { challengeOf } from "../authority/assertion";
import { type Signing, softAuthenticator } from "../authority/authenticator-fixture";
import { formatStatement } from "../authority/presence";
import { ed25519Signer } from "../ledger/signer";
import type { Matrix } from "../verdict/matrix";
import { sourceOf } from "./container";
import type { Inflate } from "./content";
import { type FixtureEvent, fixtureBundle } from "./fixture";
import { verifyBundle } from "./verify";

const deflate = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;
const inflate: Inflate = async (stored, limit) => inflateRawSync(stored, { maxOutputLength: limit });
const signer = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(7));
const device = softAuthenticator();
const ORIGIN = "https://notouch.example";
const AUTHOR = "olivia";

/** A run authorized by a passkey, and what a lying server then writes of it. */
async function presenceStep(lie: object = {}, wrong: Partial<Signing> = {}) {
  const decide = ({ matrixDigest, caveats }: Matrix): FixtureEvent[] => {
    const said = {
      kind: "AUTHORIZE",
      matrixDigest,
      reason: "Proven",
      scope: "One more pilot",
      expiresAt: "2026-06-25T00:00:00.000Z",
      revisitAt: null,
      acknowledgedCaveats: caveats.map((c) => (c.table === null ? c.code : `${c.code}:${c.table}`)),
      acknowledgedBlockers: [],
    };
    const asked = { nonce: "n".repeat(43), origin: ORIGIN, until: "2026-06-20T00:05:00.000Z" };
    const statement = formatStatement({ ...said, run: "r1", decidedBy: AUTHOR }, asked);
    const { response } = device.sign({ challenge: challengeOf(statement), origin: ORIGIN, ...wrong });
    const { credentialId, publicKey } = device;
    const assertion = { statement, credentialId, publicKey, enrolledAt: 0, ...response };
    const body = { ...said, decision: "1", presence: "passkey", owners: 1, assertion, ...lie };
    return [{ kind: "decided", actor: AUTHOR, body }];
  };
  const { bytes } = await fixtureBundle({ signer, deflate, decide });
  const report = await verifyBundle(sourceOf(bytes), { inflate, now: new Date("2026-06-21T00:00:00Z") });
  const step = report.steps.find((s) => s.id === "presence");
  return { outcome: report.outcome, step: step?.outcome, text: JSON.stringify(step) };
}

describe("presence in a bundle", () => {
  it("is verified again where a passkey signed, with nothing but the file", async () => {
    const { outcome, step, text } = await presenceStep();
    expect([outcome, step]).toEqual(["verified", "verified"]);
    expect(text).toContain("a passkey that verified its person, whose signature over it holds");
  });

  it.each<[string, object, Partial<Signing>]>([
    ["the scope was widened", { scope: "Everything" }, {}],
    ["the expiry was moved", { expiresAt: "2026-07-25T00:00:00.000Z" }, {}],
    ["the signature is gone", { assertion: null }, {}],
    ["another key signed", {}, { challenge: challengeOf("something else") }],
    ["nobody was verified", {}, { verified: false }],
    ["it was signed elsewhere", {}, { origin: "https://elsewhere.example" }],
    ["a password is claimed beside a signature", { presence: "password" }, {}],
  ])("does not hold where %s, although ledger and seal do", async (_, lie, wrong) => {
    const { outcome, step } = await presenceStep(lie, wrong);
    expect(outcome).not.toBe("verified");
    expect(step).not.toBe("verified");
  });
});
