import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { PageHeading, Part } from "@/app/_ui/frame";
import { currentRegister, registerHistory } from "@/db/authority/register";
import type { RegisterItem } from "@/db/authority/views";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../signed-in";
import { RegisterTable } from "./register-table";
import { REGISTER } from "./register-words";

export async function generateMetadata() {
  return { title: (await wordsOf(REGISTER)).title };
}

const PARTS = [
  ["gate", "gates"],
  ["blocker", "blockers"],
] as const;

export default async function RegisterPage() {
  const person = await signedIn("/register");
  const db = await database();
  const words = await wordsOf(REGISTER);
  const items = await currentRegister(db);
  const decides = ROLES[person.role].decides;
  const histories = new Map<string, Awaited<ReturnType<typeof registerHistory>>>();
  for (const { code } of items) histories.set(code, await registerHistory(db, code));
  const of = (kind: RegisterItem["kind"]) => items.filter((i) => i.kind === kind);
  const open = (kind: RegisterItem["kind"]) => of(kind).filter((i) => i.state === "OPEN").length;
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      {PARTS.map(([kind, part]) => (
        <Part
          key={part}
          id={part}
          title={words[part].title}
          aside={words[part].count(open(kind), of(kind).length)}
        >
          <RegisterTable label={words[part].title} items={of(kind)} histories={histories} decides={decides} />
        </Part>
      ))}
    </>
  );
}
