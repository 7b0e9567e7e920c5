import { database } from "@/app/_server/database";
import { Note, Part } from "@/app/_ui/frame";
import { listKeys } from "@/db/keys";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import { NewKey } from "./key-forms";
import { Keys } from "./keys-table";

export const metadata = { title: "API keys" };

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** One's own keys; an Administrator sees everybody's, for the day on which one has to be revoked. */
export default async function KeysPage() {
  const person = await signedIn("/settings/keys");
  const db = await database();
  const { administers, contributes } = ROLES[person.role];
  const keys = await listKeys(db, administers ? undefined : person.id);
  return (
    <Part
      id="keys"
      title={administers ? "All API keys" : "Your API keys"}
      aside="A key acts for whoever minted it. No key ever signs off."
    >
      {administers && (
        <p className="mb-3 text-sm text-soft">An Administrator can mint read keys and revoke any key.</p>
      )}
      <NewKey uploads={contributes} expires={day(90)} earliest={day(0)} />
      {keys.length === 0 ? (
        <Note title="No key yet.">
          <p>
            A key lets <code>npx notouch upload</code> and CI talk to this server: put it into{" "}
            <code>NOTOUCH_TOKEN</code>.
          </p>
        </Note>
      ) : (
        <Keys keys={keys} now={Date.now()} />
      )}
    </Part>
  );
}
