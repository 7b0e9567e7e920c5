import { database } from "@/app/_server/database";
import { Part } from "@/app/_ui/frame";
import { factorsOf } from "@/db/factors";
import { signedIn } from "../signed-in";
import { FactorPanel } from "./factors/factor-panel";
import { OwnPassword } from "./own-password";

export const metadata = { title: "Settings" };

export default async function SettingsPage() {
  const person = await signedIn("/settings");
  return (
    <>
      <Part
        id="factors"
        title="Your second factors"
        aside="Once one is enrolled, AUTHORIZE needs it. Several are better than one."
      >
        <FactorPanel present={await factorsOf(await database(), person.id)} />
      </Part>
      <Part id="password" title="Your password">
        <OwnPassword />
      </Part>
    </>
  );
}
