"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { SharedWords } from "./words/shared-words";

const PLACES = [
  ["/", "runs"],
  ["/register", "register"],
  ["/ledger", "ledger"],
  ["/search", "search"],
  ["/help", "help"],
  ["/settings", "settings"],
] as const;

export function NavLinks({ names }: { names: SharedWords["places"] }) {
  const path = usePathname();
  const here = (place: string) =>
    place === "/" ? path === "/" || path.startsWith("/runs") : path.startsWith(place);
  return (
    <ul className="flex gap-1 text-sm">
      {PLACES.map(([place, name]) => (
        <li key={place}>
          <Link
            href={place}
            prefetch={false}
            aria-current={here(place) ? "page" : undefined}
            className="block rounded-md px-2.5 py-1.5 whitespace-nowrap text-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-semibold aria-[current=page]:text-ink"
          >
            {names[name]}
          </Link>
        </li>
      ))}
    </ul>
  );
}
