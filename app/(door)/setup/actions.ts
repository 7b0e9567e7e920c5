"use server";

import { redirect } from "next/navigation";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { completeSetup } from "@/app/_server/identity/setup";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";

/** Makes the first Owner and the first Administrator. Answers with the refusal, or leads to the sign-in. */
export async function setUp(_: Problem | null, form: FormData): Promise<Problem | null> {
  const text = (name: string) => String(form.get(name) ?? "");
  const account = (who: string) => ({
    username: text(`${who}.username`).trim().toLowerCase(),
    password: text(`${who}.password`),
  });
  try {
    await assertSameOrigin();
    await completeSetup(text("token"), { owner: account("owner"), administrator: account("administrator") });
  } catch (error) {
    return refusedWith(error);
  }
  redirect("/sign-in?made=1");
}
