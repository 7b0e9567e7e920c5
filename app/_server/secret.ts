import { randomBytes } from "node:crypto";
import { keepOnce } from "./ledger/kept-file";
import { settings } from "./settings";

/** The secret that keys this server's own digests: from the settings, or made once and kept in the data folder. */
export function authSecret(): string {
  return settings().secret ?? keepOnce("secret", () => randomBytes(48).toString("base64url"));
}
