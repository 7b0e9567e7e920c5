import type { ReactNode } from "react";

/** Frame in which a wide table scrolls by itself; reachable by keyboard, so that nobody needs a mouse to read it. */
export function Scroller({
  label,
  children,
  className = "",
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section className={`scroller ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

export function PageHeading({
  title,
  children,
  lead,
}: {
  title: ReactNode;
  lead?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className="mb-page flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl">{title}</h1>
        {lead && <div className="mt-1 max-w-[70ch] text-soft">{lead}</div>}
      </div>
      {children && <div className="no-print flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}

/** A headed part of a page. */
export function Part({
  id,
  title,
  aside,
  children,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="mt-part">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {aside && <div className="text-sm text-faint">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

export function Note({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-lg border border-dashed border-edge bg-none-wash px-4 py-3">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 space-y-2 text-soft">{children}</div>}
    </div>
  );
}
