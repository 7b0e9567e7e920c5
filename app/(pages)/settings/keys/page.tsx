import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Note, Part } from "@/app/_ui/frame";
import { listKeys } from "@/db/identity/keys";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import { askedOf } from "../asked";
import { NewKey } from "./key-forms";
import { Keys } from "./keys-table";
import { KEYS } from "./keys-words";

export async function generateMetadata() {
  return { title: (await wordsOf(KEYS)).title };
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** One's own keys; an Administrator sees everybody's, for the day on which one has to be revoked. */
export default async function KeysPage() {
  const person = await signedIn("/settings/keys");
  const db = await database();
  const words = await wordsOf(KEYS);
  const { administers, contributes } = ROLES[person.role];
  const keys = await listKeys(db, administers ? undefined : person.id);
  return (
    <Part id="keys" title={administers ? words.all : words.yours} aside={words.aside}>
      {administers && <p className="mb-3 text-sm text-soft">{words.administrator}</p>}
      <NewKey
        words={words.form}
        uploads={contributes}
        expires={day(90)}
        earliest={day(0)}
        presence={await askedOf(db, person)}
      />
      {keys.length === 0 ? (
        <Note title={words.empty.title}>
          <p>
            {words.empty.lets} <code>npx notouch upload</code> {words.empty.talk} <code>NOTOUCH_TOKEN</code>.
          </p>
        </Note>
      ) : (
        <Keys words={words} keys={keys} now={Date.now()} />
      )}
    </Part>
  );
}
