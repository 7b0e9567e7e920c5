import type { ReactNode } from "react";
import { pagePerson } from "@/app/_server/session";
import { Header } from "@/app/_ui/header";
import { ROLES } from "@/lib/authority/roles";

/** The frame only. Each page asks for its person itself, because a layout does not run again with every page. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const person = await pagePerson();
  return (
    <>
      {person && <Header name={person.username} role={ROLES[person.role].title} />}
      <main id="main" tabIndex={-1} className="mx-auto max-w-[78rem] px-4 py-6 outline-none sm:px-6 sm:py-8">
        {children}
      </main>
    </>
  );
}
