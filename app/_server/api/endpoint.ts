import type { z } from "zod";
import type { Db } from "@/db/store/client";
import { database } from "../database";
import { beginTimer } from "../measures";
import { settings } from "../settings";
import { parseBody, parseQuery, readBody, requireMedia } from "./body";
import { type Access, authorize, type Caller, callerOf } from "./caller";
import { idempotent, json } from "./idempotent";
import { problemResponse } from "./problem";

type Params = Readonly<Record<string, string>>;
/** What Next hands to a route handler. */
type RouteContext = { readonly params: Promise<Params | undefined> };
export type Route = (request: Request, context: RouteContext) => Promise<Response>;

export interface Call<P extends Params = Params> {
  readonly request: Request;
  readonly db: Db;
  readonly caller: Caller;
  readonly params: P;
}

/** What a handler answers: a JSON value with its status, or a whole response. */
export type Answer = Response | { readonly status?: number; readonly body: unknown };

/**
 * Every route handler of the interface goes through here: who calls, may they, and every failure as a problem.
 * A proxy in front may check too, and none has to.
 */
export function endpoint<P extends Params>(
  access: Access,
  handle: (call: Call<P>) => Promise<Answer>,
): Route {
  return async (request, { params }) => {
    // Next hands nothing to a route without parameters.
    const given = (await params) ?? {};
    const answered = beginTimer(request, given);
    const response = await (async () => {
      try {
        const db = await database();
        const caller = await callerOf(request, db);
        authorize(request, caller, access);
        return responseOf(await handle({ request, db, caller, params: given as P }));
      } catch (error) {
        return problemResponse(error);
      }
    })();
    answered(response.status);
    return response;
  };
}

/** A GET with query parameters. */
export function queryEndpoint<P extends Params, S extends z.ZodType>(
  schema: S,
  handle: (call: Call<P> & { readonly query: z.output<S> }) => Promise<Answer>,
): Route {
  return endpoint<P>("read", (call) => handle({ ...call, query: parseQuery(call.request, schema) }));
}

/** A state change with a JSON body, answered once per Idempotency-Key. */
export function jsonEndpoint<P extends Params, S extends z.ZodType>(
  access: Exclude<Access, "read">,
  schema: S,
  handle: (call: Call<P> & { readonly body: z.output<S> }) => Promise<Answer>,
): Route {
  return endpoint<P>(access, async (call) => {
    requireMedia(call.request, "application/json");
    const bytes = await readBody(call.request, settings().limits.json);
    const body = parseBody(bytes, schema);
    return idempotent(call.request, call.db, call.caller, bytes, async () =>
      responseOf(await handle({ ...call, body })),
    );
  });
}

/**
 * A change to what is a person's own, by their session. Its answers hold secrets that are shown once, so they are not
 * kept for a retry under an Idempotency-Key.
 */
export function ownEndpoint<P extends Params, S extends z.ZodType>(
  schema: S,
  handle: (call: Call<P> & { readonly body: z.output<S> }) => Promise<Answer>,
): Route {
  return endpoint<P>("own", async (call) => {
    requireMedia(call.request, "application/json");
    const body = parseBody(await readBody(call.request, settings().limits.json), schema);
    return handle({ ...call, body });
  });
}

function responseOf(answer: Answer): Response {
  return answer instanceof Response ? answer : json(JSON.stringify(answer.body), answer.status ?? 200);
}
