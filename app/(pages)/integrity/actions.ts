"use server";

import { revalidatePath } from "next/cache";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { requirePerson } from "@/app/_server/identity/session";
import { startCheck } from "@/app/_server/ledger/integrity";

/** Starts a check of everything. It reads only, so that anybody who is signed in may. */
export async function checkEverything(): Promise<void> {
  const person = await requirePerson();
  await assertSameOrigin();
  await startCheck(person.username);
  revalidatePath("/integrity");
}
