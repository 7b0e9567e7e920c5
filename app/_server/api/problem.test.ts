import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { RecordRefusal } from "@/db/store/record-refusal";
import { Refusal } from "@/lib/base/refusal";
import { openApiDocument } from "./openapi";
import { PROBLEMS, problemOf, problemResponse } from "./problem";

const wrapped = (code: string) =>
  new Error("Failed query", { cause: Object.assign(new Error("driver"), { code }) });

describe("problems", () => {
  it("answer RFC 9457 documents with every fault and the cure", async () => {
    const response = problemResponse(
      new Refusal("wrong-context", [{ at: "run", problem: "another" }], "Upload the right file."),
    );
    expect([response.status, response.headers.get("content-type")]).toEqual([
      422,
      "application/problem+json",
    ]);
    expect(await response.json()).toMatchObject({
      type: "/problems/wrong-context",
      status: 422,
      detail: "Upload the right file.",
      errors: [{ at: "run", problem: "another" }],
    });
  });

  it("map what the database says, wherever in the chain it says it", () => {
    expect(problemOf(wrapped("ECONNREFUSED")).slug).toBe("database-unavailable");
    expect(problemOf(wrapped("57P01")).slug).toBe("database-unavailable");
    expect(problemOf(wrapped("53100")).slug).toBe("storage-full");
    expect(problemOf(new Error("timeout exceeded when trying to connect")).slug).toBe("database-unavailable");
    expect(problemOf(wrapped("42703")).slug).toBe("internal");
    expect(problemOf(new RecordRefusal("phase-already-recorded", [], "")).slug).toBe(
      "phase-already-recorded",
    );
  });

  it("say nothing of the inside", () => {
    expect(problemOf(new Error("password=hunter2")).detail).not.toContain("hunter2");
  });

  it("of the OpenAPI document are all in the registry", () => {
    const text = JSON.stringify(openApiDocument());
    const named = new Set([...text.matchAll(/\/problems\/([a-z-]+)/g)].map(([, slug]) => slug ?? ""));
    expect(named.size).toBeGreaterThan(15);
    for (const slug of named) expect(Object.keys(PROBLEMS)).toContain(slug);
    expect(openApiDocument().openapi).toBe("3.1.0");
    // Every route handler is described, and nothing is described that is not there.
    const routes = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("/route.ts"))
      .map((file) => `/${file.slice(0, -"/route.ts".length).replace(/\[(\w+)\]/g, "{$1}")}`);
    expect(Object.keys(openApiDocument().paths ?? {}).sort()).toEqual(routes.sort());
  });
});
