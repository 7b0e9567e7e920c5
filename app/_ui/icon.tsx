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
  refused: <path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v4.5M12 16v.1" />,
} as const satisfies Record<string, ReactNode>;

export type Sign = keyof typeof SIGNS;

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
