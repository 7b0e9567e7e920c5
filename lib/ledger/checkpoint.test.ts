import { describe, expect, it } from "vitest";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "./checkpoint";
import { cosign, formatNote, openNote, parseNote, parseVerifierKey, signNote } from "./note";
import { ed25519Signer } from "./signer";
import { EMPTY_ROOT } from "./tree";

/** The example of C2SP tlog-checkpoint, with the witness line of C2SP tlog-cosignature. */
const EXAMPLE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;
const TEXT = EXAMPLE.slice(0, EXAMPLE.indexOf("\n\n") + 1);
const ROOT = "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";
const seed = (n: number) => new Uint8Array(32).fill(n);

describe("checkpoints", () => {
  it("read and write the example of the specification", () => {
    const checkpoint = parseCheckpoint(TEXT);
    expect(checkpoint).toEqual({
      origin: "example.com/behind-the-sofa",
      size: 20852163,
      root: ROOT,
      extensions: [],
    });
    expect(formatCheckpoint(checkpoint)).toBe(TEXT);
    const [log, witness] = parseNote(EXAMPLE).signatures;
    expect([log?.keyId, witness?.keyId]).toEqual(["033de0ae", "8d66cf3f"]);
    expect(log?.bytes).toHaveLength(64);
    expect(witness?.bytes).toHaveLength(72);
    // The time of the specification's own example, in seconds.
    expect(new DataView((witness?.bytes ?? new Uint8Array(8)).buffer).getBigUint64(0)).toBe(1_679_315_147n);
  });

  it("open a tree head that a public log really signed", async () => {
    // The example's size, root and signature are those of the Go checksum database, under its own origin and key.
    const key = parseVerifierKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");
    const note =
      `${TEXT.replace("example.com/behind-the-sofa", "go.sum database tree")}\n${EXAMPLE.split("\n")[4]}\n`.replace(
        "— example.com/behind-the-sofa",
        "— sum.golang.org",
      );
    const opened = await openNote(note, [key]);
    expect(parseCheckpoint(opened.text)).toMatchObject({ size: 20852163, root: ROOT });
    // It signs under a name that is not its origin: here a log speaks under its own.
    await expect(openCheckpoint(note, [key])).rejects.toThrow("no trusted key of go.sum database tree");
    await expect(openNote(note.replace("20852163", "20852164"), [key])).rejects.toThrow("does not fit");
  });

  it("are refused unless the log itself signed them", async () => {
    const log = ed25519Signer("example.com/log", seed(1));
    const witness = ed25519Signer("witness.example/w", seed(2), "cosignature");
    const impostor = ed25519Signer("example.com/log", seed(3));
    const text = formatCheckpoint({ origin: "example.com/log", size: 0, root: EMPTY_ROOT, extensions: [] });
    const signed = await signNote(text, [log]);
    const { signatures } = parseNote(signed);
    const both = formatNote({ text, signatures: [...signatures, await cosign(text, 5, witness)] });

    const opened = await openCheckpoint(both, [log.key, witness.key], "example.com/log");
    expect(opened.log.map((v) => v.key)).toEqual([log.key]);
    expect(opened.witnesses).toEqual([{ key: witness.key, time: 5 }]);
    expect((await openCheckpoint(both, [log.key])).unknown.map((s) => s.name)).toEqual(["witness.example/w"]);

    await expect(openCheckpoint(both, [witness.key])).rejects.toThrow("no trusted key of example.com/log");
    await expect(openCheckpoint(signed, [log.key], "example.com/other")).rejects.toThrow(
      "not of example.com/other",
    );
    await expect(openCheckpoint(signed, [impostor.key])).rejects.toThrow("no signature by a trusted key");
    // A witness that bears the log's name is still no log.
    const double = ed25519Signer("example.com/log", seed(2), "cosignature");
    const posing = formatNote({ text, signatures: [await cosign(text, 5, double)] });
    await expect(openCheckpoint(posing, [double.key])).rejects.toThrow("no trusted key");
  });

  it.each([
    ["a leading zero", TEXT.replace("20852163", "020852163")],
    ["a negative size", TEXT.replace("20852163", "-1")],
    ["a size beyond 2^53", TEXT.replace("20852163", "9007199254740993")],
    ["a root of another length", TEXT.replace("CsUY", "")],
    ["an empty origin", TEXT.replace("example.com/behind-the-sofa", "")],
    ["an empty extension", `${TEXT}\n`],
    ["no root", "example.com/log\n0\n"],
    ["no line feed at the end", TEXT.slice(0, -1)],
  ])("with %s are refused", (_, text) => {
    expect(() => parseCheckpoint(text)).toThrow("bad-signature");
  });

  it("keep extension lines", () => {
    const text = `${TEXT}one\ntwo\n`;
    expect(parseCheckpoint(text).extensions).toEqual(["one", "two"]);
    expect(formatCheckpoint(parseCheckpoint(text))).toBe(text);
  });
});
