import { describe, expect, it } from "vitest";
import { compressContent } from "@/db/store/content";
import { ARCHIVE_END, formatHeader, paddingOf } from "@/lib/evidence/archive";
import { type FixtureEvidence, fixtureEvidence } from "@/lib/evidence/fixture";
import { readEvidence } from "./read-evidence";

async function fileOf(made: FixtureEvidence): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const member = (name: string, data: Uint8Array) =>
    parts.push(formatHeader(name, data.length), data, paddingOf(data.length));
  member("manifest.json", made.manifest);
  for (const [digest, { kind, bytes }] of made.content)
    member(`${kind}/${digest}`, await compressContent(bytes));
  return new Uint8Array(Buffer.concat([...parts, ARCHIVE_END]));
}

const read = (bytes: Uint8Array<ArrayBuffer>, run = "r1") => readEvidence(new Blob([bytes]), run, () => {});

describe("a file that is read in the browser", () => {
  it("is known by its digest, and each of its pieces is found again", async () => {
    const made = await fixtureEvidence({ phase: "before" });
    const bytes = await fileOf(made);
    const { evidence, pieces } = await read(bytes);
    expect(evidence.digest).toBe(made.evidence.digest);
    expect(pieces.map((p) => p.digest)).toEqual([...made.content.keys()]);
    for (const { digest, offset, size } of pieces)
      expect(Buffer.from(bytes.subarray(offset, offset + size))).toEqual(
        Buffer.from(await compressContent(made.content.get(digest)?.bytes ?? new Uint8Array())),
      );
  });

  it.each([
    ["is cut off", "bad-archive", (b: Uint8Array) => b.subarray(0, b.length - 1500)],
    ["is no archive", "bad-archive", () => new TextEncoder().encode("nothing of the kind".repeat(40))],
    ["is empty", "bad-archive", () => new Uint8Array()],
    ["goes on behind its end", "bad-archive", (b: Uint8Array) => Buffer.concat([b, Buffer.from("more")])],
    [
      "has a manifest that is not canonical",
      "malformed-json",
      (b: Uint8Array) => {
        const spoiled = new Uint8Array(b);
        // The bytes of a member are no part of its header's checksum.
        spoiled[spoiled.indexOf(0x3a, 512) + 1] = 0x20;
        return spoiled;
      },
    ],
  ])("and %s is refused before a byte is sent", async (_, code, spoil) => {
    const bytes = spoil(await fileOf(await fixtureEvidence({ phase: "before" })));
    await expect(read(new Uint8Array(bytes))).rejects.toMatchObject({ code });
  });

  it("and belongs to another run is refused, and told where it belongs", async () => {
    const bytes = await fileOf(await fixtureEvidence({ phase: "before", run: "other" }));
    await expect(read(bytes)).rejects.toMatchObject({
      code: "wrong-context",
      faults: [{ at: "manifest.json run", problem: expect.stringContaining("belongs to run other") }],
    });
  });
});
