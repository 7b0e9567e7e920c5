import { createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openEnvelope, preAuthEncoding, signEnvelope } from "./dsse";
import { verifierKey } from "./note";
import { ed25519Signer } from "./signer";

const signer = ed25519Signer("example.com/log", new Uint8Array(32).fill(1));
const other = ed25519Signer("example.com/log", new Uint8Array(32).fill(2));
const TYPE = "http://example.com/HelloWorld";
const BODY = new TextEncoder().encode("hello world");

describe("DSSE envelopes", () => {
  it("encode the specification's example to the bytes that its signature is over", () => {
    const encoded = preAuthEncoding(TYPE, BODY);
    expect(new TextDecoder().decode(encoded)).toBe("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    const coordinate = (decimal: string) =>
      Buffer.from(BigInt(decimal).toString(16).padStart(64, "0"), "hex").toString("base64url");
    const key = createPublicKey({
      format: "jwk",
      key: {
        kty: "EC",
        crv: "P-256",
        x: coordinate("46950820868899156662930047687818585632848591499744589407958293238635476079160"),
        y: coordinate("5640078356564379163099075877009565129882514886557779369047442380624545832820"),
      },
    });
    const sig = "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==";
    expect(verify("sha256", encoded, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(sig, "base64"))).toBe(
      true,
    );
  });

  it("count bytes, not characters", () => {
    const text = new TextDecoder().decode(preAuthEncoding("é", new TextEncoder().encode("日本")));
    expect(text).toBe("DSSEv1 2 é 6 日本");
  });

  it("open under a trusted key, in either alphabet, whatever the hint says", async () => {
    const payload = Uint8Array.from({ length: 256 }, (_, i) => i);
    const envelope = await signEnvelope(TYPE, payload, [other, signer]);
    expect(envelope.signatures.map((s) => s.keyid)).toEqual([
      `example.com/log+${other.key.id}`,
      `example.com/log+${signer.key.id}`,
    ]);
    const opened = await openEnvelope(envelope, TYPE, [signer.key]);
    expect(opened).toEqual({ payload, signedBy: [signer.key] });
    const urlSafe = (text: string) => text.replaceAll("+", "-").replaceAll("/", "_");
    const same = {
      ...envelope,
      payload: urlSafe(envelope.payload),
      signatures: envelope.signatures.map(({ sig }) => ({ keyid: "anything", sig: urlSafe(sig) })),
    };
    expect((await openEnvelope(same, TYPE, [signer.key, other.key])).signedBy).toEqual([
      signer.key,
      other.key,
    ]);
  });

  it("are refused in every other form", async () => {
    const envelope = await signEnvelope(TYPE, BODY, [signer]);
    const [signature] = envelope.signatures;
    const stranger = ed25519Signer("stranger", new Uint8Array(32).fill(3));
    for (const [what, bad, type] of [
      ["another payload", { ...envelope, payload: "aGVsbG8gd29ybGQh" }],
      ["another type", { ...envelope, payloadType: "text/plain" }, "text/plain"],
      ["an unexpected type", envelope, "text/plain"],
      ["no signature", { ...envelope, signatures: [] }],
      ["a stranger's signature", await signEnvelope(TYPE, BODY, [stranger])],
      [
        "a signature over the bare payload",
        {
          ...envelope,
          signatures: [{ ...signature, sig: Buffer.from(await signer.sign(BODY)).toString("base64") }],
        },
      ],
      ["no base64", { ...envelope, payload: "?" }],
      ["no envelope", "text"],
      ["a member less", { payload: envelope.payload, payloadType: TYPE }],
    ] as const)
      await expect(openEnvelope(bad, type ?? TYPE, [signer.key]), what).rejects.toThrow("bad-signature");
    await expect(openEnvelope(envelope, TYPE, [])).rejects.toThrow("no trusted key");
    const posing = verifierKey("example.com/log", "cosignature", signer.key.publicKey);
    await expect(openEnvelope(envelope, TYPE, [posing])).rejects.toThrow("no trusted key");
  });
});
