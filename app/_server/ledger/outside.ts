import type { Outside } from "@/db/fsck/entries";
import { parseSignerKey } from "@/lib/ledger/signer";
import { keeper } from "../log";
import { settings } from "../settings";
import { readSecret } from "./kept-file";

/** What this server keeps outside its database to hold the ledger against: its last checkpoint and its own key. */
export function keptOutside(): Outside {
  const { ledgerKey, witnesses } = settings();
  const note = keeper.read();
  const own = ledgerKey === null ? readSecret("ledger-key") : null;
  return {
    checkpoints: note === null ? [] : [{ name: "checkpoint kept by this server", note }],
    pinned: ledgerKey?.key ?? (own === null ? null : parseSignerKey(own).key),
    witnesses,
  };
}
