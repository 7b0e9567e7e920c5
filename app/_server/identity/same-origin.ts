import { Problem } from "../api/problem";
import { settings } from "../settings";

/**
 * Whether a state change that carries a cookie comes from our own pages. Browsers send Origin with every POST; a
 * missing one is refused, because a request that hides where it comes from is not ours.
 */
export function checkOrigin(from: Headers): void {
  const origin = from.get("origin");
  if (origin === null || !settings().origins.includes(origin))
    throw new Problem(
      "foreign-origin",
      origin === null
        ? "Send the Origin header, or use an API key."
        : `Open notouch under ${settings().origins[0]}, or set NOTOUCH_ORIGIN to the address in use.`,
      [{ at: "Origin", problem: origin === null ? "missing" : `${origin} is not this server` }],
    );
}
