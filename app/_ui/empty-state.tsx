import type { ReactNode } from "react";
import { Command } from "./command";
import { Icon, type Sign } from "./icon";

/** A place with nothing in it: what is not there, why, and the commands that fill it. Never drawn like a result. */
export function EmptyState(props: {
  title: string;
  sign?: Sign;
  /** Ready to paste, one a line. */
  command?: { readonly text: string; readonly label: string; readonly copy?: string };
  children?: ReactNode;
}) {
  const { title, sign = "missing", command, children } = props;
  return (
    <div className="rounded-lg border border-dashed border-edge bg-none-wash p-card sm:px-5">
      <p className="flex items-center gap-2 font-semibold">
        <Icon sign={sign} size={18} className="shrink-0 text-none" /> {title}
      </p>
      {children && <div className="mt-1.5 space-y-2 text-soft">{children}</div>}
      {command && (
        <div className="mt-3">
          <Command {...command} />
        </div>
      )}
    </div>
  );
}
