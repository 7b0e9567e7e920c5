import { redirect } from "next/navigation";
import { pagePerson, type SignedIn } from "@/app/_server/identity/session";

/** The person of a page; whoever is not signed in, or no longer, comes back to `path` after signing in. */
export async function signedIn(path: string): Promise<SignedIn> {
  return (
    (await pagePerson()) ?? redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`)
  );
}
