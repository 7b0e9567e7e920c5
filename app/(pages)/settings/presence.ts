import { headers } from "next/headers";
import { proof } from "@/app/_server/api/factor-schemas";
import { Problem } from "@/app/_server/api/problem";
import { actorOf, type SignedIn } from "@/app/_server/identity/session";
import { proveForFactors } from "@/app/_server/identity/step-up";
import type { Db } from "@/db/store/client";
import { parseJson } from "@/lib/base/canonical";
import { field } from "./outcome";

/**
 * Takes the fields of `Presence` out of a form and has them proven, as much as for changing one's own factors: the
 * password, and where a factor is enrolled one more of them. Throws where they are not there or do not hold.
 */
export async function isPresent(db: Db, person: SignedIn, form: FormData): Promise<void> {
  const [code, passkey] = [field(form, "code"), String(form.get("passkey") ?? "")];
  const password = String(form.get("password") ?? "");
  const said = proof.safeParse({
    ...(password !== "" && { password }),
    ...(code !== "" && passkey === "" && { code }),
    ...(passkey !== "" && { passkey: parseJson(passkey, "passkey") }),
  });
  if (!said.success)
    throw new Problem("invalid-input", "Type your password, and show a second factor if you have one.", [
      { at: "proof", problem: "not whole" },
    ]);
  const from = new Headers(await headers());
  await proveForFactors(db, { headers: from }, actorOf(person), said.data);
}
