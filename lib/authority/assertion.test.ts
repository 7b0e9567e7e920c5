import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type Assertion, type AssertionFault, assertionFaults, challengeOf, counterOf } from "./assertion";
import { type Signing, softAuthenticator } from "./authenticator-fixture";

const ORIGIN = "https://notouch.example";
const CHALLENGE = challengeOf("what is decided");
const device = softAuthenticator();

function signed(over: Partial<Signing> = {}, by = device): Assertion {
  const { response } = by.sign({ challenge: CHALLENGE, origin: ORIGIN, ...over });
  return { credentialId: by.credentialId, publicKey: by.publicKey, ...response };
}

const faults = async (assertion: Assertion) =>
  assertionFaults(assertion, { challenge: CHALLENGE, origin: ORIGIN });

describe("an assertion", () => {
  it("holds where a verified person signed this challenge on this site", async () => {
    expect(await faults(signed())).toEqual([]);
    expect(await faults(signed({ client: { crossOrigin: undefined } }))).toEqual([]);
    expect(counterOf(signed({ counter: 7 }))).toBe(7);
  });

  it.each<[AssertionFault, Partial<Signing>]>([
    ["challenge", { challenge: challengeOf("another decision") }],
    ["not-an-assertion", { type: "webauthn.create" }],
    ["cross-origin", { client: { crossOrigin: true } }],
    ["cross-origin", { client: { topOrigin: "https://elsewhere.example" } }],
    ["rp-id", { rpId: "elsewhere.example" }],
    ["user-absent", { present: false }],
    ["user-unverified", { verified: false }],
  ])("does not hold: %s %o", async (fault, over) => {
    expect(await faults(signed(over))).toEqual([fault]);
  });

  it("does not hold on another site, under another port, or under http", async () => {
    for (const origin of [
      "https://notouch.example.evil",
      "https://notouch.example:8443",
      "http://notouch.example",
    ])
      expect(await faults(signed({ origin, rpId: "notouch.example" }))).toEqual(["origin"]);
  });

  it("does not hold by another key, nor once any of its bytes is another", async () => {
    expect(await faults({ ...signed(), publicKey: softAuthenticator().publicKey })).toEqual(["signature"]);
    const { authenticatorData, signature } = signed();
    const flip = (text: string, at: number) => {
      const bytes = Buffer.from(text, "base64url");
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes.toString("base64url");
    };
    expect(await faults({ ...signed(), signature })).toEqual(["signature"]);
    expect(await faults({ ...signed(), authenticatorData: flip(authenticatorData, 36) })).toEqual([
      "signature",
    ]);
    for (const part of ["authenticatorData", "clientDataJSON", "signature", "publicKey"] as const)
      for (const text of ["", "%%%", `${signed()[part]}=`, "AA"])
        expect((await faults({ ...signed(), [part]: text })).length, `${part} ${text}`).toBeGreaterThan(0);
  });

  it("does not hold by a key that is too weak or of another kind", async () => {
    const spki = (key: { publicKey: import("node:crypto").KeyObject }) =>
      key.publicKey.export({ format: "der", type: "spki" }).toString("base64url");
    for (const publicKey of [
      spki(generateKeyPairSync("rsa", { modulusLength: 1024 })),
      spki(generateKeyPairSync("ec", { namedCurve: "secp256k1" })),
      spki(generateKeyPairSync("x25519")),
    ])
      expect(await faults({ ...signed(), publicKey })).toEqual(["key"]);
  });
});
