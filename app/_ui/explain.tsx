import Link from "next/link";
import { Icon } from "./icon";

/**
 * Two sentences about a thing, where it stands, and the way to the page that documents all of them. A native popover:
 * it needs no script, closes by Escape, and several buttons may open one (`id`), so a page holds each text once.
 */
export function Explained({
  id,
  text,
  href,
  more,
}: {
  id: string;
  text: string;
  /** Place on the help page. */
  href: string;
  more: string;
}) {
  return (
    <span id={id} popover="auto" className="explained no-print">
      {text}{" "}
      <Link href={href} prefetch={false} className="link whitespace-nowrap">
        {more}
      </Link>
    </span>
  );
}

/** Opens an explanation; `label` says of what, for whoever hears the page. */
export function ExplainButton({ of, label }: { of: string; label: string }) {
  return (
    <button type="button" popoverTarget={of} className="explain no-print" aria-label={label} title={label}>
      <Icon sign="info" size={14} />
    </button>
  );
}
