import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { FolderInUse, holdFolder } from "./folder-lock";

const HOLD = `const { holdFolder } = await import("./db/store/folder-lock.ts"); await holdFolder(process.argv[1]); console.log("held"); setInterval(() => {}, 1000);`;

describe("the hold of a data folder", () => {
  it("refuses a second holder by the first one's process id, and is free after release", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "notouch-lock-")), "deep", "db");
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toThrow(FolderInUse);
    await expect(holdFolder(folder)).rejects.toThrow(`process ${process.pid}`);
    await release();
    await (await holdFolder(folder))();
  });

  it("works below a path that is longer than a socket's name may be", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "notouch-lock-")), "x".repeat(120), "db");
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toThrow(FolderInUse);
    await release();
  });

  it("is free after kill -9, and of ten that come then exactly one gets it", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "notouch-lock-")), "db");
    const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", HOLD, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(holder.stdout, "data");
    await expect(holdFolder(folder)).rejects.toThrow(`process ${holder.pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(readdirSync(dirname(folder))).toHaveLength(1);
    const claims = await Promise.allSettled(Array.from({ length: 10 }, () => holdFolder(folder)));
    const held = claims.flatMap((c) => (c.status === "fulfilled" ? [c.value] : []));
    expect(held).toHaveLength(1);
    expect(readdirSync(dirname(folder))).toHaveLength(1);
    await held[0]?.();
    expect(readdirSync(dirname(folder))).toEqual([]);
  });
});
