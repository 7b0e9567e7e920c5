import type { Db } from "../store/client";
import { preference } from "../store/schema";

/** Keeps the language that somebody chose. State, not a record: no entry, and nobody's rights are asked for their own. */
export async function keepLanguage(db: Db, personId: string, language: string): Promise<void> {
  await db
    .insert(preference)
    .values({ personId, language })
    .onConflictDoUpdate({ target: preference.personId, set: { language } });
}
