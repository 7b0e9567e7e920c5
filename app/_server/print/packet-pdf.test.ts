import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send, startInside } from "../api/http-fixture";
import { printingBrowser } from "./chromium";
import { issueTicket } from "./print-ticket";

const NOWHERE = "/nowhere/chromium";

describe("a packet as PDF", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  const named = process.env.CHROMIUM_PATH;

  beforeAll(async () => {
    process.env.CHROMIUM_PATH = NOWHERE;
    inside = await startInside();
    await send("/api/v1/runs", {
      method: "POST",
      cookie: await inside.as("erik"),
      json: { slug: "one", name: "One" },
    });
  });
  afterAll(async () => {
    await inside?.stop();
    if (named === undefined) delete process.env.CHROMIUM_PATH;
    else process.env.CHROMIUM_PATH = named;
  });

  it("is for nobody who is not signed in, whatever the run and whatever ticket they hold", async () => {
    const ticket = issueTicket("one", "en", Date.now());
    for (const path of [
      "/runs/one/packet.pdf",
      "/runs/nowhere/packet.pdf",
      `/runs/one/packet.pdf?ticket=${ticket}`,
      `/runs/one/packet.pdf?ticket=${issueTicket("other", "en", Date.now())}`,
    ]) {
      const answer = await send(path);
      expect([answer.status, answer.body.type], path).toEqual([401, "/problems/unauthenticated"]);
    }
  });

  it("is for whoever may read, and of no run that is not there", async () => {
    const answer = await send("/runs/nowhere/packet.pdf", { cookie: await inside.as("ada") });
    expect([answer.status, answer.body.type]).toEqual([404, "/problems/not-found"]);
    expect(answer.body.detail).toBe("There is no such run.");
  });

  it("is refused with the cure where there is no Chromium: another than the one that is named is not taken", async () => {
    expect(printingBrowser()).toBeNull();
    const answer = await send("/runs/one/packet.pdf", { cookie: await inside.as("ada") });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(answer.body.detail).toContain("no Chromium");
    expect(answer.body.detail).toContain("CHROMIUM_PATH");
  });
});
