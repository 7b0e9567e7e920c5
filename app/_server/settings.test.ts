import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSettings, SettingError } from "./settings";

const faultOf = (env: Record<string, string>): string => {
  try {
    readSettings(env);
  } catch (error) {
    if (error instanceof SettingError) return error.message;
    throw error;
  }
  return "";
};

describe("settings", () => {
  it("need nothing", () => {
    const found = readSettings({});
    expect(found).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      databaseUrl: null,
      secure: false,
      demonstration: true,
    });
    expect(found.origins).toEqual(["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]);
    expect(readSettings({ PORT: "", NOTOUCH_DEMO: "0" })).toMatchObject({ port: 3000, demonstration: false });
  });

  it("are refused all at once, each by its name", () => {
    const fault = faultOf({
      PORT: "70000",
      DATABASE_URL: "mysql://x",
      NOTOUCH_SECRET: "short",
      NOTOUCH_DEMO: "yes",
      NOTOUCH_MAX_UPLOAD: "1G",
    });
    for (const name of ["PORT", "DATABASE_URL", "NOTOUCH_SECRET", "NOTOUCH_DEMO", "NOTOUCH_MAX_UPLOAD"])
      expect(fault).toContain(`${name}: expected`);
  });

  it("want the origin where the server can be reached from outside, and cookies are Secure with https", () => {
    expect(faultOf({ HOST: "0.0.0.0" })).toContain("NOTOUCH_ORIGIN");
    expect(faultOf({ NOTOUCH_ORIGIN: "https://x.example/path" })).toContain("NOTOUCH_ORIGIN");
    expect(readSettings({ HOST: "0.0.0.0", NOTOUCH_ORIGIN: "https://x.example" })).toMatchObject({
      secure: true,
      origins: ["https://x.example"],
    });
  });

  it("stand in .env.example, all of them", () => {
    const documented = new Set(
      [...readFileSync(".env.example", "utf8").matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name),
    );
    const source = readFileSync("app/_server/settings.ts", "utf8");
    const read = new Set([...source.matchAll(/^ {2}([A-Z_]+): ?/gm)].map(([, name]) => name));
    expect([...documented].sort()).toEqual([...read].sort());
  });
});
