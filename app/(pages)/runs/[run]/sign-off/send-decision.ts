import { signWithPasskey } from "@/app/_ui/passkey";
import { type Problem, send } from "@/app/_ui/problem";

/** How the Owner shows that they are here. */
export type Presence =
  | { readonly by: "passkey" }
  | { readonly by: "password"; readonly password: string; readonly code: string };

/**
 * Sends a decision over exactly one matrix. With a passkey the server is asked first: what it cannot record, it
 * refuses before anything is signed, and what is signed is this decision and no other.
 */
export async function sendDecision(
  run: string,
  matrixDigest: string,
  words: object,
  presence: Presence,
): Promise<
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly problem: Problem }
> {
  const path = `/api/v1/runs/${run}/decisions`;
  const bound = { "if-match": `"${matrixDigest}"` };
  if (presence.by === "password") {
    const { password, code } = presence;
    return send(path, { ...words, password, ...(code !== "" && { code }) }, bound);
  }
  const asked = await send(`${path}/challenge`, words, bound);
  if (!asked.ok) return asked;
  const signed = await signWithPasskey((asked.json as { options?: unknown } | null)?.options);
  return signed.ok ? send(path, { ...words, passkey: signed.json }, bound) : signed;
}
