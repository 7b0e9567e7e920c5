import { createHmac, randomBytes } from "node:crypto";
import type { Due, Outcome } from "@/db/notices/deliveries";
import { seal, unseal } from "../identity/sealed";

const SEAL = "webhook";
const SECRET_BYTES = 32;
const TIMEOUT_MS = 15_000;

/** A signing secret as Standard Webhooks writes it: `whsec_` and base64. It is shown once. */
export function makeSecret(webhookId: string): { readonly shown: string; readonly sealed: string } {
  const bytes = randomBytes(SECRET_BYTES);
  return { shown: `whsec_${bytes.toString("base64")}`, sealed: seal(bytes, SEAL, webhookId) };
}

/**
 * Standard Webhooks 1.0.0, symmetric scheme: HMAC-SHA256 over `id "." timestamp "." body`, as `v1,` and base64.
 * `timestamp` is in whole seconds.
 */
export function signature(secret: Uint8Array, id: string, timestamp: number, body: string): string {
  return `v1,${createHmac("sha256", secret).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/**
 * Posts a notice. The id is the same at every attempt, so that a receiver can tell a repetition; the timestamp is the
 * attempt's own. A redirect is not followed: it would carry the notice to an address that nobody entered here.
 */
export async function postWebhook(
  due: Due,
  to: Extract<Due["to"], { channel: "webhook" }>,
  body: string,
  now = new Date(),
): Promise<Outcome> {
  const secret = unseal(to.secret, SEAL, to.webhookId);
  if (secret === null)
    return { state: "refused", detail: "its secret cannot be read: NOTOUCH_SECRET was changed" };
  const timestamp = Math.floor(now.getTime() / 1000);
  try {
    const response = await fetch(to.url, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "content-type": "application/json",
        "user-agent": "notouch",
        "webhook-id": due.id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signature(secret, due.id, timestamp, body),
      },
      body,
    });
    // What it says is not ours to read, and must not keep the connection.
    await response.body?.cancel();
    if (response.ok) return { state: "delivered", detail: `answered ${response.status}` };
    // 410 Gone: the receiver says that it wants no more of them.
    return { state: response.status === 410 ? "refused" : "failed", detail: `answered ${response.status}` };
  } catch (error) {
    return { state: "failed", detail: reasonOf(error) };
  }
}

/** Why there was no answer, in the words of the system. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  if (error.name === "TimeoutError") return `no answer within ${TIMEOUT_MS / 1000} s`;
  const cause = error.cause instanceof Error ? error.cause : error;
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
