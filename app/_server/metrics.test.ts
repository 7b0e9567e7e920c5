import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send, startInside } from "./api/http-fixture";

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

describe("metrics", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let address: string;
  let close: () => void;
  beforeAll(async () => {
    const port = await freePort();
    process.env.NOTOUCH_METRICS_PORT = String(port);
    inside = await startInside();
    const { serveMetrics } = await import("./metrics");
    const server = await serveMetrics();
    close = () => server?.close();
    address = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    close?.();
    await inside?.stop();
  });

  const figure = async (line: RegExp) => {
    const answer = await fetch(`${address}/metrics`);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    return Number(line.exec(await answer.text())?.[1] ?? Number.NaN);
  };

  it("count requests by pattern, refusals and entries, and name no run and no person", async () => {
    const cookie = await inside.as("erik");
    expect(await figure(/^notouch_ledger_entries\{kind="account-created"\} (\d+)$/m)).toBe(6);
    const before = await figure(/^notouch_ledger_entries\{kind="sign-in-refused"\} (\d+)$/m);
    const json = { username: "ada", password: "wrong" };
    await send("/api/auth/sign-in/username", { method: "POST", json });
    expect(before).toBeNaN();
    expect(await figure(/^notouch_ledger_entries\{kind="sign-in-refused"\} (\d+)$/m)).toBe(1);
    await send("/api/v1/runs", { method: "POST", cookie, json: { slug: "secret-run", name: "x" } });
    await send("/api/v1/runs/secret-run", { cookie });
    await send("/api/v1/runs/not-there", { cookie });
    const route = (status: number) =>
      new RegExp(`_count\\{method="GET",route="/api/v1/runs/\\{run\\}",status="${status}"\\} (\\d+)$`, "m");
    expect([await figure(route(200)), await figure(route(404))]).toEqual([1, 1]);
    expect(await figure(/^process_cpu_seconds_total (\S+)$/m)).toBeGreaterThan(0);
    const text = await (await fetch(`${address}/metrics`)).text();
    expect(text).not.toMatch(/secret-run|erik|\bada\b/);
  });

  it("are all that is there, and a port in use stops the start by its name", async () => {
    for (const path of ["/", "/api/v1/runs", "/metrics/x", "/metrics?x"])
      expect((await fetch(address + path)).status, path).toBe(404);
    expect((await fetch(`${address}/metrics`, { method: "POST" })).status).toBe(404);
    const { serveMetrics } = await import("./metrics");
    await expect(serveMetrics()).rejects.toThrow(/^NOTOUCH_METRICS_PORT: cannot listen/);
  });
});
