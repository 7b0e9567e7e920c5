import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { Part } from "@/app/_ui/frame";
import { passwordHashOf } from "@/db/identity/accounts";
import { factorsOf } from "@/db/identity/factors";
import { signedIn } from "../signed-in";
import { FactorPanel } from "./factors/factor-panel";
import { FACTORS } from "./factors/factor-words";
import { OwnPassword } from "./own-password";
import { SETTINGS } from "./settings-words";

export async function generateMetadata() {
  return { title: (await wordsOf(SETTINGS)).title };
}

export default async function SettingsPage() {
  const person = await signedIn("/settings");
  const db = await database();
  const words = await wordsOf(SETTINGS);
  return (
    <>
      <Part id="factors" title={words.factors.title} aside={words.factors.aside}>
        <FactorPanel
          present={await factorsOf(db, person.id)}
          words={await wordsOf(FACTORS)}
          password={(await passwordHashOf(db, person.id)) !== null}
        />
      </Part>
      <Part id="password" title={words.password.title}>
        <OwnPassword words={words.password} />
      </Part>
    </>
  );
}
