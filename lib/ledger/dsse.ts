import { z } from "zod";
import { formatBase64, parseBase64 } from "../base/base64";
import { checkEd25519 } from "../base/ed25519";
import { Refusal, refuse } from "../base/refusal";
import type { Signer, VerifierKey } from "./note";

/**
 * A signed envelope (DSSE 1.0.0) as supply-chain tools read it:
 *
 *   envelope  = { "payload": base64, "payloadType": type, "signatures": [{ "keyid": id, "sig": base64 }, …] }
 *   signature = Ed25519 over PAE(type, payload)
 *   PAE       = "DSSEv1" SP len(type) SP type SP len(payload) SP payload        lengths in bytes, decimal
 *
 * The ledger's own key signs both notes and envelopes. A note's text begins with its log's name, which has no space
 * in it, and an encoding begins with "DSSEv1 ": neither can be taken for the other.
 */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

const REMEDY = "Take the envelope exactly as it was exported.";

/** Pre-authentication encoding: what is really signed. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const encoder = new TextEncoder();
  const type = encoder.encode(payloadType);
  const head = encoder.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  const whole = new Uint8Array(head.length + payload.length);
  whole.set(head);
  whole.set(payload, head.length);
  return whole;
}

/** `keyid` is a hint and nothing more: `name+id` of the verifier key. */
export async function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly Signer[],
): Promise<Envelope> {
  const signatures = [];
  for (const { key, sign } of signers) {
    const sig = await sign(preAuthEncoding(payloadType, payload));
    signatures.push({ keyid: `${key.name}+${key.id}`, sig: formatBase64(sig) });
  }
  return { payload: formatBase64(payload), payloadType, signatures };
}

const schema = z.object({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.array(z.object({ keyid: z.string().optional(), sig: z.string() })).min(1),
});

/** Either base 64 alphabet is allowed by the specification. */
function bytesOf(base64: string): Uint8Array | null {
  return parseBase64(base64.replaceAll("-", "+").replaceAll("_", "/"));
}

/**
 * Verifies an envelope and hands out its payload: `bad-signature` unless it is of the expected type and a trusted key
 * signed it. `keyid` decides nothing, as the specification demands. Which keys signed is told, each once.
 */
export async function openEnvelope(
  envelope: unknown,
  payloadType: string,
  trusted: readonly VerifierKey[],
): Promise<{ readonly payload: Uint8Array; readonly signedBy: readonly VerifierKey[] }> {
  const parsed = schema.safeParse(envelope);
  if (!parsed.success)
    throw new Refusal(
      "bad-signature",
      parsed.error.issues.map((i) => ({ at: `envelope ${i.path.join(".")}`, problem: i.message })),
      REMEDY,
    );
  const { payload: base64, payloadType: type, signatures } = parsed.data;
  if (type !== payloadType)
    refuse("bad-signature", "envelope", `is of type ${type}, not ${payloadType}`, REMEDY);
  const payload = bytesOf(base64);
  if (!payload) return refuse("bad-signature", "envelope payload", "is no base64", REMEDY);
  const message = preAuthEncoding(type, payload);
  const signedBy: VerifierKey[] = [];
  for (const key of trusted)
    for (const { sig } of signatures) {
      const bytes = bytesOf(sig);
      if (key.type === "ed25519" && bytes && (await checkEd25519(key.publicKey, message, bytes))) {
        signedBy.push(key);
        break;
      }
    }
  if (signedBy.length === 0)
    refuse("bad-signature", "envelope", "no trusted key signed it", "Name the key that should have signed.");
  return { payload, signedBy };
}
