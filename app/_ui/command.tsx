import { Scroller } from "./frame";
import { Icon } from "./icon";

/** A command that is ready to paste, with a button that copies it. Each line is one command. */
export function Command({
  text,
  label = "command",
  copy = "Copy",
}: {
  text: string;
  label?: string;
  copy?: string;
}) {
  return (
    <div className="flex items-stretch overflow-hidden rounded-md border border-line bg-sunken">
      <Scroller label={label} className="min-w-0 flex-1 px-3 py-2">
        <pre className="text-[0.8125rem] leading-6">
          <code>{text}</code>
        </pre>
      </Scroller>
      <button
        type="button"
        data-copy={text}
        className="no-print flex items-start border-l border-line px-2.5 py-2.5 text-faint hover:bg-surface hover:text-ink"
      >
        <Icon sign="copy" size={15} />
        <span className="sr-only">
          {copy} {label}
        </span>
      </button>
    </div>
  );
}
