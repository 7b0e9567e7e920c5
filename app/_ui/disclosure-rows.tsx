"use client";

import { type ReactNode, useEffect, useState } from "react";

/**
 * Two rows of a real table: a head with a disclosure button in its first cell, and what it discloses. Printing
 * opens all of them, which is why a class closes it and not `hidden`: nothing on a page can undo that. Everything inside comes rendered from the server.
 */
export function DisclosureRows(props: {
  id: string;
  open: boolean;
  /** Content of the row's header, inside the button. */
  title: ReactNode;
  /** The other cells of the head row. */
  cells: ReactNode;
  columns: number;
  /** Shortcut key that leads to this row, if any. */
  shortcut?: string | undefined;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(props.open);
  const { id } = props;
  useEffect(() => {
    // An address that means this row shows what it discloses.
    const meant = () => location.hash === `#${id}` && setOpen(true);
    meant();
    window.addEventListener("hashchange", meant);
    return () => window.removeEventListener("hashchange", meant);
  }, [id]);
  return (
    <tbody id={props.id} className="scroll-mt-4">
      <tr>
        <th scope="row" className="!p-0 !text-left !text-sm !font-normal !whitespace-normal !text-ink">
          <button
            type="button"
            aria-expanded={open}
            aria-controls={`${props.id}-detail`}
            data-step
            data-key={props.shortcut}
            onClick={() => setOpen(!open)}
            className="flex w-full items-start gap-2 px-3 py-2.5 text-left hover:bg-sunken"
          >
            {/* Drawn here: the set of signs is not worth its bytes in a browser for one of them. */}
            <svg
              aria-hidden
              viewBox="0 0 24 24"
              width="16"
              height="16"
              fill="none"
              stroke="currentColor"
              strokeWidth="2"
              className={`no-print mt-0.5 shrink-0 text-faint ${open ? "rotate-90" : ""}`}
            >
              <path d="M9 5l7 7-7 7" />
            </svg>
            <span className="min-w-0">{props.title}</span>
          </button>
        </th>
        {props.cells}
      </tr>
      <tr id={`${props.id}-detail`} className={open ? "detail" : "detail closed"}>
        <td colSpan={props.columns} className="!p-0">
          {/* Zero width and full minimum width: wide content scrolls in here and cannot widen the table. */}
          <div className="w-0 min-w-full bg-paper">{props.children}</div>
        </td>
      </tr>
    </tbody>
  );
}
