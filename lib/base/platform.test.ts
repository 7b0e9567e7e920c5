import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ed25519Signer } from "../ledger/signer";
import * as node from "./platform";
import * as browser from "./platform-browser";

const bytes = fc.uint8Array({ maxLength: 20_000 });

describe("the two platforms", () => {
  it("hash alike, bytes and text, in one piece or several", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(bytes, fc.string({ unit: "binary" }))), (parts) => {
        const [a, b] = [node.hasher(), browser.hasher()];
        for (const part of parts) for (const hash of [a, b]) hash.update(part);
        expect(b.digest("hex")).toBe(a.digest("hex"));
      }),
    );
  });

  it("read and write bytes as text alike", () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.nat(), (all, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map((n) => n % (all.length + 1)) as [
          number,
          number,
        ];
        const text = node.latin1Reader(all)(from, to);
        expect(browser.latin1Reader(all)(from, to)).toBe(text);
        expect([...browser.latin1Bytes(text)]).toEqual([...node.latin1Bytes(text)]);
      }),
    );
  });

  it("find what two arrays share at their ends alike", () => {
    fc.assert(
      fc.property(bytes, bytes, bytes, bytes, (head, left, right, tail) => {
        const [a, b] = [left, right].map((own) => Uint8Array.from([...head, ...own, ...tail])) as [
          Uint8Array,
          Uint8Array,
        ];
        const most = Math.min(a.length, b.length);
        const prefix = browser.commonPrefix(a, b, most);
        const suffix = browser.commonSuffix(a, b, most);
        expect(prefix).toBeGreaterThanOrEqual(head.length);
        expect(suffix).toBeGreaterThanOrEqual(tail.length);
        expect([node.commonPrefix(a, b, most), node.commonSuffix(a, b, most)]).toEqual([prefix, suffix]);
      }),
    );
  });

  it("verify signatures alike", async () => {
    const signer = ed25519Signer("log", new Uint8Array(32).fill(7));
    const message = new TextEncoder().encode("a message");
    const signature = await signer.sign(message);
    for (const { verifyEd25519 } of [node, browser]) {
      expect(await verifyEd25519(signer.key.publicKey, message, signature)).toBe(true);
      for (let i = 0; i < 64; i++) {
        const altered = signature.with(i, (signature[i] ?? 0) ^ 1);
        expect(await verifyEd25519(signer.key.publicKey, message, altered)).toBe(false);
      }
      expect(await verifyEd25519(signer.key.publicKey, message.with(0, 0), signature)).toBe(false);
    }
  });
});
