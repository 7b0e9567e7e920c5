"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

/** Which room of the settings this is. */
export function Rooms({
  label,
  rooms,
}: {
  label: string;
  rooms: readonly (readonly [path: string, name: string])[];
}) {
  const here = usePathname();
  return (
    <nav aria-label={label} className="mb-6 border-b border-line">
      <ul className="flex flex-wrap gap-x-1 text-sm">
        {rooms.map(([path, name]) => (
          <li key={path}>
            <Link
              href={path}
              prefetch={false}
              aria-current={here === path ? "page" : undefined}
              className="block whitespace-nowrap border-b-2 border-transparent px-2.5 py-2 text-soft no-underline hover:text-ink aria-[current=page]:border-ink aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
