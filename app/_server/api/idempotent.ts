import { createHmac } from "node:crypto";
import type { Db } from "@/db/store/client";
import { answer, claim, release } from "@/db/store/idempotency";
import { authSecret } from "../secret";
import type { Caller } from "./caller";
import { Problem } from "./problem";

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * Answers a POST once per `Idempotency-Key`: the same request again gets the stored answer, another request under the
 * key is refused, and a refusal frees the key. Without the header the handler simply runs.
 */
export async function idempotent(
  request: Request,
  db: Db,
  { actor }: Caller,
  body: Uint8Array,
  handle: () => Promise<Response>,
): Promise<Response> {
  const key = request.headers.get("idempotency-key");
  if (key === null) return handle();
  if (!KEY.test(key))
    throw new Problem("invalid-input", "Send 1 to 200 printable characters, like a UUID.", [
      { at: "Idempotency-Key", problem: "not a key" },
    ]);
  // Keyed by the server's secret: the body of a decision holds a password, and a bare hash could be searched.
  const digest = createHmac("sha256", authSecret())
    .update(`${request.method} ${new URL(request.url).pathname} ${request.headers.get("if-match") ?? ""}\n`)
    .update(body)
    .digest("hex");
  const mine = { actor: actor.keyId ?? actor.id, key, request: digest };
  const claimed = await claim(db, mine);
  switch (claimed.state) {
    case "answered":
      return json(claimed.body, claimed.status, { "idempotent-replayed": "true" });
    case "other-request":
      throw new Problem("idempotency-key-reused", "Use a new key for a new request.", [
        { at: "Idempotency-Key", problem: "used for another request" },
      ]);
    case "in-progress":
      throw new Problem(
        "request-in-progress",
        "Read the record to see whether the change was made; then retry with this key or a new one.",
      );
    case "claimed":
  }
  try {
    const response = await handle();
    const text = await response.clone().text();
    if (response.ok) await answer(db, mine, response.status, text);
    else await release(db, mine);
    return response;
  } catch (error) {
    await release(db, mine).catch(() => {});
    throw error;
  }
}

/** A JSON answer that nobody may keep. */
export function json(text: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(text, {
    status,
    headers: { ...headers, "content-type": "application/json", "cache-control": "no-store" },
  });
}
