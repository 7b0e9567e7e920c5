import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** A page without navigation: for whoever is not signed in, and for places that do not exist. */
export function BarePage({
  title,
  children,
  narrow = true,
}: {
  title: string;
  children: ReactNode;
  narrow?: boolean;
}) {
  return (
    <main
      id="main"
      tabIndex={-1}
      className={`mx-auto px-4 py-10 outline-none sm:py-16 ${narrow ? "max-w-md" : "max-w-2xl"}`}
    >
      <Link
        href="/"
        prefetch={false}
        className="mb-6 inline-flex items-center gap-2 font-bold text-ink no-underline"
      >
        <Mark size={26} />
        notouch
      </Link>
      <h1 className="mb-3 text-2xl">{title}</h1>
      {children}
    </main>
  );
}
