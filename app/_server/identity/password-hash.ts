import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/**
 * Stored passwords. scrypt (RFC 7914) over the NFKC form, because two keyboards may compose a letter differently.
 *
 *   hash   = "scrypt$" log2N "$" r "$" p "$" salt "$" key     salt 16 bytes, key 32 bytes, both base64url
 *   older  = salt ":" key                                     both hexadecimal; N 2^14, r 16, p 1, key 64 bytes
 *
 * The cost is OWASP's for 32 MiB of memory. The older form is still verified: accounts outlive versions.
 */
interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

const COST: Cost = { log2N: 15, r: 8, p: 3 };
const OLDER: Cost = { log2N: 14, r: 16, p: 1 };
const KEY_BYTES = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, KEY_BYTES, COST);
  const { log2N, r, p } = COST;
  return `scrypt$${log2N}$${r}$${p}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Whether a password is the hashed one. A hash that cannot be read belongs to no password. */
export async function verifyPassword({
  hash,
  password,
}: {
  readonly hash: string;
  readonly password: string;
}): Promise<boolean> {
  const stored = parse(hash);
  if (!stored) return false;
  const key = await derive(password, stored.salt, stored.key.length, stored.cost);
  return timingSafeEqual(key, stored.key);
}

let unknown: Promise<string> | undefined;

/** Takes as long as a real verification and is always false: an account that is not there must not answer faster. */
export async function verifyNothing(password: string): Promise<false> {
  unknown ??= hashPassword(randomBytes(16).toString("hex"));
  await verifyPassword({ hash: await unknown, password });
  return false;
}

function parse(hash: string): { cost: Cost; salt: Buffer | string; key: Buffer } | null {
  const now = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/.exec(hash);
  if (now) {
    const [, log2N = "", r = "", p = "", salt = "", key = ""] = now;
    return {
      cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
      salt: Buffer.from(salt, "base64url"),
      key: Buffer.from(key, "base64url"),
    };
  }
  const older = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(hash);
  if (!older) return null;
  // The older form salts with the hexadecimal text itself.
  return { cost: OLDER, salt: older[1] ?? "", key: Buffer.from(older[2] ?? "", "hex") };
}

function derive(
  password: string,
  salt: Buffer | string,
  bytes: number,
  { log2N, r, p }: Cost,
): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((done, fail) => {
    scrypt(password.normalize("NFKC"), salt, bytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? fail(error) : done(key),
    );
  });
}
