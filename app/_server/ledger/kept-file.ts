import { linkSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingError, settings } from "../settings";

/** Files of the data folder that hold a secret or outlive the database. All are readable by this account alone. */

/** The content without surrounding white space; null where there is no such file. */
export function readKept(name: string): string | null {
  try {
    return readFileSync(join(settings().data, name), "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Like `readKept`, and refuses a file that others may read: what they read they can use. */
export function readSecret(name: string): string | null {
  const path = join(settings().data, name);
  const secret = readKept(name);
  if (secret !== null && process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0)
    throw new SettingError(
      `${path} can be read by others. Run chmod 600 on it, and make a new one if they did.`,
    );
  return secret;
}

/** Makes a file once: written aside and linked into place, so that of two first starts both use the same one. */
export function keepOnce(name: string, make: () => string): string {
  const known = readSecret(name);
  if (known !== null) return known;
  const path = join(settings().data, name);
  const aside = writeAside(name, make());
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(aside);
  }
  return readFileSync(path, "utf8").trim();
}

/** Replaces a file as a whole: after a crash it is the old one or the new one. */
export function replaceKept(name: string, content: string): void {
  renameSync(writeAside(name, content), join(settings().data, name));
}

export function renameKept(name: string, to: string): void {
  renameSync(join(settings().data, name), join(settings().data, to));
}

function writeAside(name: string, content: string): string {
  const { data } = settings();
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const aside = join(data, `${name}.${process.pid}`);
  writeFileSync(aside, content, { mode: 0o600 });
  return aside;
}
