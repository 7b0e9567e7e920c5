import Link from "next/link";
import { Mark } from "./mark";
import { NavLinks } from "./nav-links";
import { Shortcuts } from "./shortcuts";
import { SignOut } from "./sign-out";

export function Header({ name, role }: { name: string; role: string }) {
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex max-w-[78rem] flex-wrap items-center gap-x-5 gap-y-1 px-4 py-2 sm:px-6">
        <Link
          href="/"
          prefetch={false}
          className="flex items-center gap-2 font-bold tracking-tight text-ink no-underline"
        >
          <Mark />
          notouch
        </Link>
        <nav aria-label="Main" className="scroller order-last -mx-1 w-full sm:order-none sm:mx-0 sm:w-auto">
          <NavLinks />
        </nav>
        <div className="ml-auto flex items-center gap-2 text-sm">
          <span className="max-w-40 truncate" title={`Signed in as ${name}, ${role}`}>
            {name} <span className="text-faint">{role}</span>
          </span>
          <SignOut />
          <Shortcuts />
        </div>
      </div>
    </header>
  );
}
