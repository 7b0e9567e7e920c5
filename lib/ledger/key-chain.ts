import { z } from "zod";
import { refuse } from "../base/refusal";
import type { Entry } from "./entry";
import {
  formatVerifierKey,
  openNote,
  parseVerifierKey,
  type Signer,
  signNote,
  type VerifierKey,
} from "./note";

/**
 * Which key signs the ledger is itself told by the ledger, in entries of kind `ledger-key`:
 *
 *   body = { former, key, note }
 *   note = a signed note (C2SP signed-note) of the text
 *            "notouch ledger key" "\n" origin "\n" former-vkey-or-"none" "\n" vkey "\n" index "\n" previous "\n"
 *          under the new key and, but for the first, under the former one
 *
 * The old key vouches for the new: whoever pinned any key of the chain can follow it to the newest. The entry's index
 * and the hash before it are in the signed text, so that a statement stands in one place of one ledger.
 */
const TITLE = "notouch ledger key";
const REMEDY = "Compare the ledger with a checkpoint and a key that were kept elsewhere.";

const bodySchema = z.strictObject({ former: z.string().nullable(), key: z.string(), note: z.string() });
export type KeyBody = z.output<typeof bodySchema>;

type Place = Pick<Entry, "index" | "previous">;

function formatStatement(origin: string, former: string | null, key: string, place: Place): string {
  return `${TITLE}\n${origin}\n${former ?? "none"}\n${key}\n${place.index}\n${place.previous}\n`;
}

/** Body of the entry that puts `next` into force at a place of the ledger; `former` is null for the first key. */
export async function proveKey(next: Signer, former: Signer | null, place: Place): Promise<KeyBody> {
  const [key, old] = [formatVerifierKey(next.key), former && formatVerifierKey(former.key)];
  const text = formatStatement(next.key.name, old, key, place);
  return { former: old, key, note: await signNote(text, former ? [next, former] : [next]) };
}

/** Holds a `ledger-key` entry against the key in force before it; returns the key in force after. */
export async function checkKey(entry: Entry, inForce: VerifierKey | null): Promise<VerifierKey> {
  const at = `entry ${entry.index}`;
  const body = bodySchema.safeParse(entry.body);
  if (!body.success) return refuse("bad-signature", at, "its body names no key", REMEDY);
  const { former, key: vkey, note } = body.data;
  const key = parseVerifierKey(vkey);
  // The whole key is compared: an id is 32 bits, and can be met by work.
  const before = inForce && formatVerifierKey(inForce);
  if (former !== before)
    refuse("bad-signature", at, `it follows ${former ?? "no key"}, in force was ${before ?? "none"}`, REMEDY);
  if (inForce !== null && key.name !== inForce.name)
    refuse("bad-signature", at, `it names the log ${key.name}, which is ${inForce.name}`, REMEDY);
  const opened = await openNote(note, inForce ? [key, inForce] : [key]);
  if (opened.text !== formatStatement(key.name, former, vkey, entry))
    refuse("bad-signature", at, "its statement says something else than the entry", REMEDY);
  for (const needed of inForce ? [key, inForce] : [key])
    if (!opened.verified.some((v) => v.key === needed))
      refuse("bad-signature", at, `the key ${needed.name}+${needed.id} did not sign it`, REMEDY);
  return key;
}

/**
 * The keys of a ledger in order, from all its `ledger-key` entries. With `pinned`, only that key and those that it
 * vouches for: `bad-signature` where the pinned key is not among them. The last one signs now.
 */
export async function followKeys(
  entries: readonly Entry[],
  pinned?: VerifierKey,
): Promise<readonly VerifierKey[]> {
  const keys: VerifierKey[] = [];
  for (const entry of entries) keys.push(await checkKey(entry, keys.at(-1) ?? null));
  if (pinned === undefined) return keys;
  const vkey = formatVerifierKey(pinned);
  const from = keys.findIndex((key) => formatVerifierKey(key) === vkey);
  if (from < 0) refuse("bad-signature", "ledger key", `the pinned ${vkey} never signed this ledger`, REMEDY);
  return keys.slice(from);
}
