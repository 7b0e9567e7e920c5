import { revalidatePath } from "next/cache";
import { assertSameOrigin } from "@/app/_server/actions-origin";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";

/** A refusal, or a secret that is shown this once and is nowhere afterwards, or nothing to say. */
export type Outcome =
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "secret"; readonly of: string; readonly secret: string }
  | { readonly kind: "done" }
  | null;

/** What every action here does around its own work; the rights are checked again where the record is written. */
export async function settled(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    await assertSameOrigin();
    const outcome = await work();
    revalidatePath("/settings", "layout");
    return outcome;
  } catch (error) {
    return { kind: "refused", problem: refusedWith(error) };
  }
}

/** A field as it was typed, without the spaces around it. */
export function field(form: FormData, name: string): string {
  return String(form.get(name) ?? "").trim();
}
