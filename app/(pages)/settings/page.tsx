import { database } from "@/app/_server/database";
import { Part } from "@/app/_ui/frame";
import { passwordHashOf } from "@/db/accounts";
import { factorsOf } from "@/db/factors";
import { signedIn } from "../signed-in";
import { FactorPanel } from "./factors/factor-panel";
import { OwnPassword } from "./own-password";

export const metadata = { title: "Settings" };

export default async function SettingsPage() {
  const person = await signedIn("/settings");
  const db = await database();
  return (
    <>
      <Part
        id="factors"
        title="Your second factors"
        aside="Once one is enrolled, AUTHORIZE needs it. Several are better than one."
      >
        <FactorPanel
          present={await factorsOf(db, person.id)}
          password={(await passwordHashOf(db, person.id)) !== null}
        />
      </Part>
      <Part id="password" title="Your password">
        <OwnPassword />
      </Part>
    </>
  );
}
