import type { ReactNode } from "react";

/**
 * The signs of this product, drawn on a 24 by 24 grid. Plain markup: an icon library would ship a component for each
 * to the browser, and a page of verdicts has hundreds.
 */
const SIGNS = {
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  cross: <path d="M6 6l12 12M18 6L6 18" />,
  question: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M9.2 9.3a2.9 2.9 0 1 1 4.4 2.5c-1.1.6-1.6 1.2-1.6 2.3M12 17.2v.1" />
    </>
  ),
  copy: (
    <>
      <rect x="9" y="9" width="12" height="12" rx="2" />
      <path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1" />
    </>
  ),
  unlocked: (
    <>
      <rect x="4" y="11" width="16" height="10" rx="2" />
      <path d="M8 11V7a4 4 0 0 1 7.6-1.7" />
    </>
  ),
  missing: <circle cx="12" cy="12" r="9.5" strokeDasharray="3.6 3.86" />,
  search: (
    <>
      <circle cx="11" cy="11" r="7" />
      <path d="M20.5 20.5L16 16" />
    </>
  ),
  chevron: <path d="M9 5l7 7-7 7" />,
  database: (
    <>
      <ellipse cx="12" cy="5.5" rx="8" ry="3" />
      <path d="M4 5.5v13c0 1.7 3.6 3 8 3s8-1.3 8-3v-13M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3" />
    </>
  ),
  flask: (
    <path d="M9 3h6M10 3v6.2L4.7 18.2A1.9 1.9 0 0 0 6.4 21h11.2a1.9 1.9 0 0 0 1.7-2.8L14 9.2V3M7.6 15h8.8" />
  ),
  bin: <path d="M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6" />,
  warning: <path d="M12 4L2.5 20.5h19zM12 10v5M12 17.8v.1" />,
  file: (
    <path d="M14 3H6a1 1 0 0 0-1 1v16a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V8zM14 3v5h5M12 18v-6M9 14.5l3-3 3 3" />
  ),
  info: <path d="M12 11v6M12 7.2v.1M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z" />,
  clock: <path d="M12 7v5.2l3.4 2M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19z" />,
  print: <path d="M7 8V3h10v5M7 17H4V9.5A1.5 1.5 0 0 1 5.5 8h13A1.5 1.5 0 0 1 20 9.5V17h-3M7 14h10v7H7z" />,
  star: <path d="M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z" />,
  table: <path d="M3.5 4.5h17v15h-17zM3.5 9.5h17M3.5 14.5h17M9 9.5v10" />,
  born: (
    <path d="M12 20v-8M12 12c0-3.6-2.6-5.6-7-5.6C5 10.3 7.5 12 12 12zM12 14.5c0-2.7 2-4.3 6-4.3 0 3-2 4.3-6 4.3z" />
  ),
  language: (
    <path d="M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 0 1 0-19zM2.5 12h19M12 2.5c5 5.5 5 13.5 0 19M12 2.5c-5 5.5-5 13.5 0 19" />
  ),
  arrow: <path d="M4 12h16M14 6l6 6-6 6" />,
  broken: <path d="M12 2.5l8 3v6c0 5-3.4 8.5-8 10-4.6-1.5-8-5-8-10v-6zM9.5 8.5l5 5M14.5 8.5l-5 5" />,
  refused: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v4.5M12 16v.1" />,
} as const satisfies Record<string, ReactNode>;

export type Sign = keyof typeof SIGNS;
export const SIGN_NAMES = Object.keys(SIGNS) as Sign[];

/** Always beside a word that says the same: hidden from whoever hears the page. `size` in CSS pixels. */
export function Icon(props: { sign: Sign; size: number; weight?: number; className?: string }) {
  const { sign, size, weight = 2, className = "" } = props;
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={weight}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      {SIGNS[sign]}
    </svg>
  );
}
