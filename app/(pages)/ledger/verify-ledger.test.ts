import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { send, startInside } from "@/app/_server/api/http-fixture";
import { formatCheckpoint } from "@/lib/ledger/checkpoint";
import { formatVerifierKey, type Signer, signNote } from "@/lib/ledger/note";
import { ed25519Signer, parseSignerKey } from "@/lib/ledger/signer";
import { fetchHead, Mismatch, verifyEntry, verifyHead } from "./verify-ledger";

/** The browser's side of the ledger screen, against the very route handlers of the server. */
describe("a browser that verifies the ledger", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let ada: string;
  let signer: Signer;
  beforeAll(async () => {
    inside = await startInside();
    ada = await inside.as("ada");
    signer = parseSignerKey(readFileSync(join(process.env.NOTOUCH_DATA ?? "", "ledger-key"), "utf8"));
    vi.stubGlobal("fetch", async (path: string) => {
      const { status, body } = await send(path, { cookie: ada });
      return Response.json(body, { status });
    });
  });
  afterAll(async () => {
    vi.unstubAllGlobals();
    await inside?.stop();
  });

  const grow = async (slug: string) => {
    const cookie = await inside.as("erik");
    await send("/api/v1/runs", { method: "POST", cookie, json: { slug, name: slug } });
  };
  const forged = async (size: number, by: Signer, root = "0".repeat(64)) => ({
    note: await signNote(formatCheckpoint({ origin: signer.key.name, size, root, extensions: [] }), [by]),
    key: formatVerifierKey(by.key),
    at: "2026-06-20T00:00:00.000Z",
  });

  it("remembers what it saw first, and then tells that nothing was rewritten", async () => {
    const first = await fetchHead();
    const seen = await verifyHead(first, null);
    expect(seen.before).toBeNull();
    await grow("one");
    const kept = { note: first.note, key: seen.key, at: "2026-06-20T00:00:00.000Z" };
    const again = await verifyHead(await fetchHead(), kept);
    expect(again.before).toEqual({ size: seen.checkpoint.size, at: kept.at });
    expect(again.checkpoint.size).toBeGreaterThan(seen.checkpoint.size);
  });

  it("finds entries in the tree by their text, and an altered text nowhere", async () => {
    const { checkpoint } = await verifyHead(await fetchHead(), null);
    const { body } = await send("/api/v1/ledger/entries?limit=5", { cookie: ada });
    const within = body.entries.filter((e: { index: number }) => e.index < checkpoint.size);
    expect(within.length).toBeGreaterThan(2);
    for (const { index, text } of within) {
      expect(await verifyEntry(index, text, checkpoint)).toBe(true);
      expect(await verifyEntry(index, text.replace("actor", "actOr"), checkpoint)).toBe(false);
      expect(await verifyEntry(index === 0 ? 1 : index - 1, text, checkpoint)).toBe(false);
    }
    await expect(verifyEntry(10 ** 9, "", checkpoint)).rejects.toThrow("was answered with");
  });

  it("does not know a ledger that was rewritten, cut, or signed by somebody else", async () => {
    const head = await fetchHead();
    const { checkpoint } = await verifyHead(head, null);
    const stranger = ed25519Signer(signer.key.name, new Uint8Array(32).fill(3));
    const wrong = [
      // The log's own key signed another history, and one that is longer than the present one.
      [await forged(checkpoint.size - 1, signer), "proof"],
      [await forged(checkpoint.size, signer), "proof"],
      [await forged(checkpoint.size + 5, signer), "shrunk"],
      // A key that the present one does not follow.
      [await forged(checkpoint.size, stranger, checkpoint.root), "key"],
      [{ note: "not a note", key: formatVerifierKey(signer.key), at: "" }, "proof"],
      [{ note: head.note, key: "", at: "" }, "proof"],
    ] as const;
    for (const [kept, reason] of wrong) {
      const refused = verifyHead(head, kept);
      await expect(refused).rejects.toThrow(Mismatch);
      await expect(refused).rejects.toMatchObject({ reason });
    }
    const resigned = await forged(checkpoint.size, stranger, checkpoint.root);
    await expect(verifyHead({ ...head, note: resigned.note }, null)).rejects.toThrow(Mismatch);
    await expect(verifyHead({ ...head, keys: [] }, null)).rejects.toThrow(Mismatch);
  });
});
