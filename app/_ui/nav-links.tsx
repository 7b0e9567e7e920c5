"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const PLACES = [
  ["/", "Runs"],
  ["/register", "Register"],
  ["/ledger", "Ledger"],
  ["/help", "Help"],
  ["/settings", "Settings"],
] as const;

export function NavLinks() {
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
            className="block rounded-md px-2.5 py-1.5 text-soft no-underline hover:bg-sunken hover:text-ink aria-[current=page]:bg-sunken aria-[current=page]:font-semibold aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
