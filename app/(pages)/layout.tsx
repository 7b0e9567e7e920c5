import type { ReactNode } from "react";
import { pagePerson } from "@/app/_server/identity/session";
import { Header } from "@/app/_ui/header";

/** The frame only. Each page asks for its person itself, because a layout does not run again with every page. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const person = await pagePerson();
  return (
    <>
      {person && <Header name={person.username} role={person.role} />}
      <main id="main" tabIndex={-1} className="page py-page outline-none">
        {children}
      </main>
    </>
  );
}
