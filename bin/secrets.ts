import { readFile } from "node:fs/promises";
import { usage } from "./exit";

/** Secrets come from the environment or from a file, never from a flag, which every process list shows. */
async function secret(variable: string, flag: string, file: string | undefined): Promise<string | null> {
  if (file !== undefined) {
    const text = await readFile(file, "utf8").catch(() => {
      throw usage(`cannot read ${file}`, `Give ${flag} a file that you may read.`);
    });
    const value = text.trim();
    if (value === "") throw usage(`${file} is empty`, `Put the secret alone into the file of ${flag}.`);
    return value;
  }
  return process.env[variable]?.trim() || null;
}

/** Connection string of production. */
export async function databaseUrl(file: string | undefined): Promise<string> {
  const url = await secret("NOTOUCH_DB_URL", "--db-url-file", file);
  if (url === null) throw usage("no database was named", "Set NOTOUCH_DB_URL, or give --db-url-file FILE.");
  if (!/^postgres(ql)?:\/\//.test(url))
    throw usage(
      "the database is not a postgresql:// address",
      "Write NOTOUCH_DB_URL as postgresql://user:password@host:5432/database.",
    );
  return url;
}

/** API key for a server. */
export async function token(file: string | undefined): Promise<string> {
  const value = await secret("NOTOUCH_TOKEN", "--token-file", file);
  if (value === null) throw usage("no API key was given", "Set NOTOUCH_TOKEN, or give --token-file FILE.");
  return value;
}
