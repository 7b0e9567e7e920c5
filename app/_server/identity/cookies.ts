import { settings } from "../settings";

/** Every cookie of this server. `lax`: it must come along when another site leads the browser back here. */
const COOKIES = {
  session_token: { sameSite: "Strict" },
  /** A sign-in whose password was right and whose second factor is still due. It is no session. */
  second_factor: { sameSite: "Strict" },
  sso: { sameSite: "Lax" },
} as const;

export type CookieName = keyof typeof COOKIES;

/** `__Host-` under TLS (RFC 6265bis §4.1.3.2): no other host and no plain connection can have set it. */
function nameOf(name: CookieName): string {
  return `${settings().secure ? "__Host-" : ""}notouch.${name}`;
}

/** The value that the browser sent, or null. A name that was sent twice is nobody's: one of them may be planted. */
export function readCookie(headers: Headers, name: CookieName): string | null {
  const wanted = `${nameOf(name)}=`;
  const found = (headers.get("cookie") ?? "")
    .split(/; */)
    .filter((pair) => pair.startsWith(wanted))
    .map((pair) => pair.slice(wanted.length));
  const [value] = found;
  return value !== undefined && found.length === 1 && /^[\w-]{43}$/.test(value) ? value : null;
}

/** `Set-Cookie` for a value that lives `seconds`; 0 takes it away. No script can read it. */
export function formatCookie(name: CookieName, value: string, seconds: number): string {
  return [
    `${nameOf(name)}=${value}`,
    "Path=/",
    `Max-Age=${seconds}`,
    "HttpOnly",
    `SameSite=${COOKIES[name].sameSite}`,
    ...(settings().secure ? ["Secure"] : []),
  ].join("; ");
}
