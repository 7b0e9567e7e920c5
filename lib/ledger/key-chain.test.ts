import { describe, expect, it } from "vitest";
import { sha256 } from "../base/hash";
import { type Entry, NO_PREVIOUS } from "./entry";
import { checkKey, followKeys, proveKey } from "./key-chain";
import { formatVerifierKey } from "./note";
import { ed25519Signer, formatSignerKey, makeSignerKey, parseSignerKey } from "./signer";

const NAME = "example.com/log";
const signer = (n: number, name = NAME) => ed25519Signer(name, new Uint8Array(32).fill(n));
const [a, b, c, other] = [signer(1), signer(2), signer(3), signer(4)];

async function keyEntry(index: number, next: typeof a, former: typeof a | null): Promise<Entry> {
  const place = { index, previous: index === 0 ? NO_PREVIOUS : sha256(`${index}`) };
  const body = await proveKey(next, former, place);
  return { ...place, at: "2026-06-19T00:00:00.000Z", kind: "ledger-key", actor: "notouch", run: null, body };
}

describe("the ledger's keys", () => {
  it("lead from any pinned one to the newest", async () => {
    const entries = [await keyEntry(0, a, null), await keyEntry(7, b, a), await keyEntry(9, c, b)];
    const keys = [a, b, c].map((s) => s.key);
    expect(await followKeys(entries)).toEqual(keys);
    expect(await followKeys(entries, b.key)).toEqual(keys.slice(1));
    await expect(followKeys(entries, other.key)).rejects.toThrow("never signed this ledger");
    // Another key under the id of a pinned one: 32 bits are no proof.
    await expect(followKeys(entries, { ...other.key, id: a.key.id })).rejects.toThrow("never signed");
    expect(await followKeys([])).toEqual([]);
  });

  it("are not taken over by one that the old key does not vouch for", async () => {
    const first = await keyEntry(0, a, null);
    const rotation = await keyEntry(7, b, a);
    const note = String(rotation.body.note);
    const [text, ownLine, oldLine] = [
      note.slice(0, note.indexOf("\n\n") + 2),
      note.split("\n").at(-3),
      note.split("\n").at(-2),
    ];
    const stolen = await keyEntry(7, b, other);
    for (const [what, entry] of Object.entries({
      "a second first key": await keyEntry(7, b, null),
      "a former key that was never in force": stolen,
      "without the old signature": { ...rotation, body: { ...rotation.body, note: `${text}${ownLine}\n` } },
      "without its own signature": { ...rotation, body: { ...rotation.body, note: `${text}${oldLine}\n` } },
      "with a claimed former key": { ...stolen, body: { ...stolen.body, former: formatVerifierKey(a.key) } },
      "at another place": { ...rotation, index: 8 },
      "after another entry": { ...rotation, previous: sha256("elsewhere") },
      "of another log": await keyEntry(7, signer(2, "example.com/other"), a),
      "with another key than stated": {
        ...rotation,
        body: { ...rotation.body, key: formatVerifierKey(c.key) },
      },
      "with another member": { ...rotation, body: { ...rotation.body, more: 1 } },
      "with a member less": { ...rotation, body: { key: String(rotation.body.key), note } },
    }))
      await expect(followKeys([first, entry]), what).rejects.toThrow("bad-signature");
    await expect(checkKey(rotation, null)).rejects.toThrow("bad-signature");
    expect(await checkKey(rotation, a.key)).toEqual(b.key);
  });
});

describe("private keys", () => {
  it("are read as the reference implementation writes them", () => {
    const skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    expect(formatVerifierKey(parseSignerKey(`${skey}\n`).key)).toBe(
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    );
    expect(
      formatSignerKey("PeterNeumann", Buffer.from("gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=", "base64")),
    ).toBe(skey);
    for (let i = 0; i < skey.length; i++) {
      const altered = skey.slice(0, i) + String.fromCharCode(skey.charCodeAt(i) + 1) + skey.slice(i + 1);
      expect(() => parseSignerKey(altered), altered).toThrow("bad-signature");
      expect(() => parseSignerKey(skey.slice(0, i))).toThrow("bad-signature");
    }
  });

  it("are new each time, and never in a message", () => {
    const made = makeSignerKey("log");
    expect(makeSignerKey("log")).not.toBe(made);
    expect(parseSignerKey(made).key.name).toBe("log");
    // base64 has a plus of its own.
    const secret = made.split("+").slice(4).join("+");
    expect(secret).toHaveLength(44);
    expect(() => parseSignerKey(made.replace("log", "lag"))).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) }),
    );
  });
});
