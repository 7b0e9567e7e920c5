import { headers } from "next/headers";
import { checkOrigin } from "./same-origin";

/** First line of every server action: Next itself accepts a missing Origin. Throws `foreign-origin`. */
export async function assertSameOrigin(): Promise<void> {
  checkOrigin(await headers());
}
