import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settings } from "./settings";

/**
 * The secret that keys this server's own digests: from the settings, or made once and kept in the data folder, readable by
 * this account alone. Written aside and linked into place, so that of two first starts both use the same one.
 */
export function authSecret(): string {
  const { secret, data } = settings();
  if (secret !== null) return secret;
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const path = join(data, "secret");
  const known = readIfThere(path);
  if (known !== null) return known;
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, randomBytes(48).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(path, "utf8").trim();
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
