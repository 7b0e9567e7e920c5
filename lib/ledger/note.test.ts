import { describe, expect, it } from "vitest";
import { formatBase64, parseBase64 } from "../base/base64";
import { isEd25519Key } from "../base/ed25519";
import {
  cosign,
  formatNote,
  formatVerifierKey,
  openNote,
  parseNote,
  parseVerifierKey,
  signNote,
  verifierKey,
} from "./note";
import { ed25519Signer } from "./signer";

const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const PETER_SEED = parseBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")?.slice(1) ?? new Uint8Array();
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const NOTE = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;

/** The example of C2SP signed-note: its text has an empty line of its own. */
const QUASIMODO = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;

describe("signed notes", () => {
  it("are written byte for byte as the reference implementation writes them", async () => {
    const signer = ed25519Signer("PeterNeumann", PETER_SEED);
    expect(formatVerifierKey(signer.key)).toBe(PETER);
    expect(await signNote(TEXT, [signer])).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it("are opened under the keys that the caller trusts, and no others", async () => {
    const [peter, enoch] = [parseVerifierKey(PETER), parseVerifierKey(ENOCH)];
    const one = await openNote(NOTE, [peter]);
    expect(one.text).toBe(TEXT);
    expect(one.verified.map((v) => v.key)).toEqual([peter]);
    expect(one.unknown.map((s) => [s.name, s.keyId])).toEqual([["EnochRoot", "af0cfe78"]]);
    expect((await openNote(NOTE, [enoch, peter])).verified).toHaveLength(2);
    await expect(openNote(NOTE, [])).rejects.toThrow("no signature by a trusted key");
    const doubled = await openNote(`${TEXT}\n${PETER_LINE}${PETER_LINE}`, [peter]);
    expect(doubled.verified).toHaveLength(1);
  });

  it("are refused wherever the text or a trusted signature differs by a bit", async () => {
    const keys = [parseVerifierKey(PETER), parseVerifierKey(ENOCH)];
    const bytes = new TextEncoder().encode(NOTE);
    for (let i = 0; i < bytes.length; i++) {
      const altered = bytes.slice();
      altered[i] = (altered[i] ?? 0) ^ 1;
      const opened = await openNote(altered, keys).catch(() => null);
      // A changed name or id makes a signature unknown; the text is then still the signed one.
      expect(opened === null || (opened.text === TEXT && opened.verified.length === 1), `byte ${i}`).toBe(
        true,
      );
    }
  });

  it("keep what the example of the specification says", () => {
    const note = parseNote(QUASIMODO);
    expect(note.text.endsWith("sole:\n\ned è subito sera.\n")).toBe(true);
    expect(note.signatures.map((s) => [s.name, s.keyId])).toEqual([
      ["quasimodo.example/salvatore", "367ba04b"],
    ]);
    expect(formatNote(note)).toBe(QUASIMODO);
  });

  it.each([
    ["no signature", TEXT],
    ["only the blank line", `${TEXT}\n`],
    ["no final line feed", `${TEXT}\n${PETER_LINE.slice(0, -1)}`],
    ["a control character", `\x01${NOTE}`],
    ["a carriage return", NOTE.replaceAll("\n", "\r\n")],
    ["a name with a space", `${TEXT}\n${PETER_LINE.replace("PeterNeumann", "Bad Name")}`],
    ["a name with a plus", `${TEXT}\n${PETER_LINE.replace("PeterNeumann", "a+b")}`],
    ["another line below", `${NOTE}Unexpected line.\n`],
    ["base64 of another form", NOTE.replace("BwJnAM=", "BwJnAN=")],
    ["too many signatures", `${TEXT}\n${PETER_LINE.repeat(101)}`],
    ["nothing", ""],
    ["no text", `\n\n${PETER_LINE}`],
  ])("with %s are refused", (_, note) => {
    expect(() => parseNote(note)).toThrow("bad-signature");
  });

  it("that are no UTF-8 are refused", () => {
    expect(() => parseNote(Uint8Array.of(0xff, ...new TextEncoder().encode(NOTE)))).toThrow("bad-encoding");
  });

  it("of a witness carry its time, and cannot pass for a signature of the log", async () => {
    const witness = ed25519Signer("witness.example/w", PETER_SEED, "cosignature");
    const signature = await cosign(TEXT, 1_679_315_147, witness);
    const note = formatNote({ text: TEXT, signatures: [signature] });
    expect((await openNote(note, [witness.key])).verified).toEqual([
      { key: witness.key, time: 1_679_315_147 },
    ]);
    const later = signature.bytes.with(7, (signature.bytes[7] ?? 0) ^ 1);
    const backdated = formatNote({ text: TEXT, signatures: [{ ...signature, bytes: later }] });
    await expect(openNote(backdated, [witness.key])).rejects.toThrow("does not fit");
    const asLog = ed25519Signer("witness.example/w", PETER_SEED);
    const posing = { name: asLog.key.name, keyId: asLog.key.id, bytes: signature.bytes.slice(8) };
    await expect(openNote(formatNote({ text: TEXT, signatures: [posing] }), [asLog.key])).rejects.toThrow(
      "does not fit",
    );
  });
});

describe("verifier keys", () => {
  it("are read back, and refused in every piece and with every letter changed", () => {
    expect(formatVerifierKey(parseVerifierKey(PETER))).toBe(PETER);
    for (let from = 0; from <= PETER.length; from++)
      for (let to = from + 1; to <= PETER.length; to++)
        if (from !== 0 || to !== PETER.length)
          expect(() => parseVerifierKey(PETER.slice(from, to))).toThrow("bad-signature");
    for (let i = 0; i < PETER.length; i++) {
      const altered = PETER.slice(0, i) + String.fromCharCode(PETER.charCodeAt(i) + 1) + PETER.slice(i + 1);
      expect(() => parseVerifierKey(altered), altered).toThrow("bad-signature");
    }
  });

  it("of another length or type are refused, though their ids fit", () => {
    for (const vkey of [
      "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
      "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ])
      expect(() => parseVerifierKey(vkey)).toThrow("bad-signature");
  });

  it("of low order are refused in every encoding", () => {
    const p = (1n << 255n) - 19n;
    const y8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
    const encode = (y: bigint, sign: number) => {
      const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number((y >> BigInt(8 * i)) & 0xffn));
      return bytes.with(31, (bytes[31] ?? 0) | (sign << 7));
    };
    for (const y of [0n, 1n, p - 1n, p, p + 1n, y8, p - y8, (1n << 255n) - 1n])
      for (const sign of [0, 1]) {
        expect(isEd25519Key(encode(y, sign)), `${y} ${sign}`).toBe(false);
        expect(() => verifierKey("x", "ed25519", encode(y, sign))).toThrow("bad-signature");
      }
    // A public key of order 8 doubled three times is the neutral element; y alone shows it: y(2P) from y(P).
    const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
    const mod = (a: bigint) => ((a % p) + p) % p;
    const power = (b: bigint, e: bigint): bigint =>
      e === 0n ? 1n : mod(power(mod(b * b), e / 2n) * (e % 2n === 1n ? b : 1n));
    const inverse = (a: bigint) => power(a, p - 2n);
    const doubled = (y: bigint) => {
      const yy = mod(y * y);
      const xx = mod((yy - 1n) * inverse(mod(d * yy + 1n)));
      return mod((yy + xx) * inverse(mod(1n - d * xx * yy)));
    };
    for (const y of [0n, 1n, p - 1n, y8, p - y8]) expect(doubled(doubled(doubled(y)))).toBe(1n);
  });

  it("are kept as the base64 that they came in", () => {
    expect(parseBase64("YQ==")).toEqual(Uint8Array.of(97));
    for (const other of ["YQ=", "YQ", "YR==", " YQ==", "YQ==\n", "Y_==", "-"])
      expect(parseBase64(other)).toBeNull();
    expect(formatBase64(new Uint8Array())).toBe("");
  });
});
