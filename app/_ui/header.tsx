import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import type { Role } from "@/lib/authority/roles";
import { LanguageSwitch } from "./language-switch";
import { Mark } from "./mark";
import { NavLinks } from "./nav-links";
import { Shortcuts } from "./shortcuts";
import { SignOut } from "./sign-out";
import { roleTitle } from "./words/domain-words";
import { SHARED } from "./words/shared-words";

export async function Header({ name, role }: { name: string; role: Role }) {
  const words = await wordsOf(SHARED);
  const title = roleTitle(role, await pageLanguage());
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="page flex flex-wrap items-center gap-x-5 gap-y-1 py-2">
        <Link
          href="/"
          prefetch={false}
          className="flex items-center gap-2 font-bold tracking-tight text-ink no-underline"
        >
          <Mark />
          notouch
        </Link>
        <nav
          aria-label={words.main}
          className="scroller order-last -mx-1 w-full sm:order-none sm:mx-0 sm:w-auto"
        >
          <NavLinks names={words.places} />
        </nav>
        <div className="ml-auto flex items-center gap-2 text-sm">
          <span className="max-w-40 truncate" title={words.signedInAs(name, title)}>
            {name} <span className="text-faint">{title}</span>
          </span>
          <SignOut words={words.signOut} />
          <LanguageSwitch />
          <Shortcuts words={words.keys} places={words.places} />
        </div>
      </div>
    </header>
  );
}
