import type { ReactNode } from "react";
import { requirePerson } from "@/app/_server/session";
import { Header } from "@/app/_ui/header";
import { ROLES } from "@/lib/authority/roles";

export default async function PagesLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  return (
    <>
      <Header name={person.username} role={ROLES[person.role].title} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[78rem] px-4 py-6 outline-none sm:px-6 sm:py-8">
        {children}
      </main>
    </>
  );
}
