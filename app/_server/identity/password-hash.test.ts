import { describe, expect, it } from "vitest";
import { hashPassword, verifyNothing, verifyPassword } from "./password-hash";

describe("password hashes", () => {
  it("verify their own password, however its letters were composed, and no other", async () => {
    const hash = await hashPassword("caf\u00e9 beside the harbour");
    expect(hash).toMatch(/^scrypt\$15\$8\$3\$/);
    expect(await verifyPassword({ hash, password: "cafe\u0301 beside the harbour" })).toBe(true);
    expect(await verifyPassword({ hash, password: "cafe beside the harbour" })).toBe(false);
    expect(await hashPassword("caf\u00e9 beside the harbour")).not.toBe(hash);
  });

  it("of the older form are still good", async () => {
    // Written by the library that earlier versions signed in with, for "quiet harbour with 7 boats".
    const hash =
      "6083acb453e096a90c2f0ba6be52372c:ab4d886537eb922ab4c82b377e39ed5fe386194aa2057b56c029d3295c15d5ae192786fa2bc7433e188fd88f619917bd9216258d1f6b56d81a0f45ad86b95ce7";
    expect(await verifyPassword({ hash, password: "quiet harbour with 7 boats" })).toBe(true);
    expect(await verifyPassword({ hash, password: "quiet harbour with 8 boats" })).toBe(false);
  });

  it("that cannot be read belong to no password", async () => {
    for (const hash of ["", "unusable", "scrypt$15$8$3$$", ":", "a:b"])
      expect(await verifyPassword({ hash, password: "" }), hash).toBe(false);
    expect(await verifyNothing("anything at all")).toBe(false);
  });
});
