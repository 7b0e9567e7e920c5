import { randomBytes } from "node:crypto";
import { adoptKey, KeyMismatch, ledgerKeys } from "@/db/ledger/checkpoint";
import type { Db } from "@/db/store/client";
import { formatVerifierKey, type Signer } from "@/lib/ledger/note";
import { makeSignerKey, parseSignerKey } from "@/lib/ledger/signer";
import { settings } from "../settings";
import { keepOnce, readSecret, renameKept } from "./kept-file";

const FILE = "ledger-key";
const NEXT_FILE = "ledger-key.next";

/**
 * The ledger's signer, named in the ledger. A key is made only where the ledger has none yet: a new one beside a ledger
 * that another key signed would be a fork. A next key, from the settings or `ledger-key.next`, is put into force here.
 * After a crash between the entry and the renaming the entry names the next key already, and only the renaming is left.
 */
export async function ledgerSigner(db: Db): Promise<Signer> {
  const { ledgerKey, nextLedgerKey, ledgerName } = settings();
  if (ledgerKey) return adopt(db, ledgerKey, nextLedgerKey);
  const nextText = readSecret(NEXT_FILE);
  const next = nextText === null ? null : parseSignerKey(nextText);
  const inForce = (await ledgerKeys(db)).at(-1);
  const text =
    inForce === undefined
      ? keepOnce(FILE, () => makeSignerKey(ledgerName ?? `notouch/${randomBytes(6).toString("hex")}`))
      : readSecret(FILE);
  if (text === null)
    throw new KeyMismatch(
      `The ledger is signed by ${inForce ? formatVerifierKey(inForce) : "no key"}, and its private key is not here. Put ${FILE} back into the data folder, or set NOTOUCH_LEDGER_KEY.`,
    );
  const signer = await adopt(db, parseSignerKey(text), next);
  if (next) renameKept(NEXT_FILE, FILE);
  return signer;
}

async function adopt(db: Db, signer: Signer, next: Signer | null): Promise<Signer> {
  await adoptKey(db, signer, next);
  return next ?? signer;
}
