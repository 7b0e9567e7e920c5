"use server";

import { revalidatePath } from "next/cache";
import { database } from "@/app/_server/database";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { actorOf, requirePerson } from "@/app/_server/identity/session";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";
import { changeRegister } from "@/db/authority/register";

/** Opens or closes one gate or blocker. Whether this person may is asked again where it is written. */
export async function setRegisterState(_: Problem | null, form: FormData): Promise<Problem | null> {
  const text = (name: string) => String(form.get(name) ?? "");
  const person = await requirePerson();
  try {
    await assertSameOrigin();
    const state = text("state") === "CLOSED" ? "CLOSED" : "OPEN";
    const change = {
      state,
      reason: text("reason"),
      evidence: text("evidence"),
      owner: text("owner"),
    } as const;
    await changeRegister(await database(), text("code"), change, actorOf(person));
  } catch (error) {
    return refusedWith(error);
  }
  revalidatePath("/register");
  return null;
}
