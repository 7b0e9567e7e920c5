import { afterEach, describe, expect, it, vi } from "vitest";

/** The settings of a process are read once, so each case gets modules of its own. */
async function cookiesUnder(origin: string) {
  vi.resetModules();
  vi.stubEnv("NOTOUCH_ORIGIN", origin);
  return import("./cookies");
}

describe("cookies", () => {
  afterEach(() => vi.unstubAllEnvs());

  it("belong to this host alone under TLS, and no script reads them", async () => {
    const { formatCookie, readCookie } = await cookiesUnder("https://notouch.example");
    const token = "t".repeat(43);
    expect(formatCookie("session_token", token, 60)).toBe(
      `__Host-notouch.session_token=${token}; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure`,
    );
    const headers = new Headers({ cookie: `a=b; __Host-notouch.session_token=${token}` });
    expect(readCookie(headers, "session_token")).toBe(token);
    // A plain connection or a neighbouring host can set this one, so it is not looked at.
    expect(readCookie(new Headers({ cookie: `notouch.session_token=${token}` }), "session_token")).toBeNull();
  });

  it("keep a plain name without TLS, where a browser would refuse the prefix", async () => {
    const { formatCookie } = await cookiesUnder("http://localhost:3000");
    expect(formatCookie("session_token", "x", 0)).toBe(
      "notouch.session_token=x; Path=/; Max-Age=0; HttpOnly; SameSite=Strict",
    );
  });
});
