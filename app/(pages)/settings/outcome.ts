import { revalidatePath } from "next/cache";
import { assertSameOrigin } from "@/app/_server/identity/actions-origin";
import { wordsOf } from "@/app/_server/language";
import type { Problem } from "@/app/_ui/problem";
import { refusedWith } from "@/app/_ui/refused-with";
import { SETTINGS } from "./settings-words";

/** A refusal, or a secret that is shown this once and is nowhere afterwards, or nothing to say. */
export type Outcome =
  | { readonly kind: "refused"; readonly problem: Problem }
  | {
      readonly kind: "secret";
      readonly of: string;
      readonly secret: string;
      /** In the language of the page that asked. */
      readonly says: string;
      readonly label: string;
      readonly copy: string;
    }
  | { readonly kind: "done" }
  | null;

/** A secret of something, with the words that go with it. */
export async function shownOnce(of: string, secret: string): Promise<Outcome> {
  const { once, label, copy } = (await wordsOf(SETTINGS)).secret;
  return { kind: "secret", of, secret, says: once, label: label(of), copy };
}

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
