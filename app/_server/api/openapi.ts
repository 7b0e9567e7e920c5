import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { z } from "zod";
import { ACCOUNT_OPERATIONS } from "./account-operations";
import * as schemas from "./api-schemas";
import { LEDGER_OPERATIONS } from "./ledger-operations";
import type { Operation } from "./operation";
import { PROBLEMS, type ProblemSlug } from "./problem";
import { RUN_OPERATIONS } from "./run-operations";

/** Every operation of the interface. */
const OPERATIONS: readonly Operation[] = [
  ...RUN_OPERATIONS,
  ...LEDGER_OPERATIONS,
  ...ACCOUNT_OPERATIONS,
  {
    method: "get",
    path: "/openapi.json",
    summary: "This document",
    answers: { 200: z.record(z.string(), z.unknown()) },
    access: "public",
  },
];

const SECURITY = {
  read: [{ session: [] }, { key: [] }],
  contribute: [{ session: [] }, { key: [] }],
  decide: [{ session: [] }],
  own: [{ session: [] }],
  public: [],
};
const BINARY = { type: "string", format: "binary" } as const;

let made: ReturnType<typeof build> | undefined;

/** OpenAPI 3.1 of `/api/v1`, from the schemas that validate. */
export function openApiDocument() {
  made ??= build();
  return made;
}

function build() {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "notouch.session_token",
  });
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description: "nt_…; never signs off",
  });
  for (const operation of OPERATIONS) register(registry, operation);
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "notouch",
      version: "1.0.0",
      description:
        "Proves that a staging pilot never touched production. Verdict and authority are never one field.",
    },
    servers: [{ url: "/api/v1" }],
  });
}

function register(
  registry: OpenAPIRegistry,
  { method, path, summary, query, body, answers, refusals = [], access }: Operation,
): void {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const headers = headersOf(method, path);
  const common: readonly ProblemSlug[] =
    access === "public" ? [] : ["unauthenticated", "forbidden", "database-unavailable"];
  registry.registerPath({
    method,
    path,
    summary,
    security: SECURITY[access],
    request: {
      ...(names.length > 0 && {
        params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      }),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(body && { body: { required: true, content: contentOf(body) } }),
    },
    responses: { ...answersOf(answers), ...problemsOf([...common, ...refusals]) },
  });
}

function headersOf(method: string, path: string): z.ZodObject | undefined {
  if (method !== "post") return undefined;
  const key = { "idempotency-key": z.string().optional() };
  return z.object(path.includes("/decisions") ? { ...key, "if-match": z.string() } : key);
}

function contentOf(body: NonNullable<Operation["body"]>) {
  switch (body) {
    case "archive":
      return { "application/x-tar": { schema: BINARY } };
    case "brotli":
      return { "application/octet-stream": { schema: BINARY } };
    case "evidence":
      return {
        "application/json": { schema: { type: "object" as const } },
        "application/x-tar": { schema: BINARY },
      };
    default:
      return { "application/json": { schema: body } };
  }
}

function answersOf(answers: Operation["answers"]) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: status === "201" ? "Recorded" : "Done",
        ...(schema === "archive" && {
          content: { "application/x-tar": { schema: BINARY }, "text/html": { schema: BINARY } },
        }),
        ...(schema === "binary" && { content: { "application/octet-stream": { schema: BINARY } } }),
        ...(schema &&
          schema !== "archive" &&
          schema !== "binary" && { content: { "application/json": { schema } } }),
      },
    ]),
  );
}

function problemsOf(slugs: readonly ProblemSlug[]) {
  const byStatus = new Map<number, ProblemSlug[]>();
  for (const slug of new Set(slugs))
    byStatus.set(PROBLEMS[slug].status, [...(byStatus.get(PROBLEMS[slug].status) ?? []), slug]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((slug) => `/problems/${slug}`).join(", "),
        content: { "application/problem+json": { schema: schemas.problemView } },
      },
    ]),
  );
}
