import type { ReactNode } from "react";

const SHOWN = 320;

/**
 * One value of a production row. NULL, the empty string and white space must not look alike, nor like a text that
 * spells them: a person decides by what is seen here. `other` is the value on the opposite side: what differs is marked.
 */
export function CellValue({
  value,
  other,
}: {
  value: string | null | undefined;
  other?: string | null | undefined;
}) {
  if (value === undefined) return <Token text="no row" says="the row is absent on this side" />;
  if (value === null) return <Token text="NULL" says="NULL" />;
  if (value === "") return <Token text="empty" says="empty text" />;
  const [from, to] = typeof other === "string" && other !== "" ? middle(value, other) : [0, 0];
  const whole = (
    <code className="break-words whitespace-pre-wrap">
      {visible(value.slice(0, from))}
      {to > from && <mark className="rounded-[2px] bg-mark text-ink">{visible(value.slice(from, to))}</mark>}
      {visible(value.slice(to))}
    </code>
  );
  if (value.length <= SHOWN) return whole;
  const start = Math.max(0, from - 80);
  return (
    <details>
      <summary className="break-words">
        <code>
          {start > 0 && "…"}
          {visible(value.slice(start, start + SHOWN / 2))}…
        </code>{" "}
        <span className="tag">all {value.length.toLocaleString("en")} characters</span>
      </summary>
      {whole}
    </details>
  );
}

function Token({ text, says }: { text: string; says: string }) {
  return (
    <span className="rounded-sm border border-dashed border-edge px-1 text-xs text-faint italic" title={says}>
      {text}
    </span>
  );
}

/** Where two texts differ: the part between their common start and their common end, in the first. */
export function middle(text: string, other: string): [from: number, to: number] {
  let from = 0;
  while (from < text.length && from < other.length && text[from] === other[from]) from++;
  let end = 0;
  while (
    end < text.length - from &&
    end < other.length - from &&
    text[text.length - 1 - end] === other[other.length - 1 - end]
  )
    end++;
  return [from, text.length - end];
}

const INVISIBLE: Readonly<Record<string, string>> = { "\t": "⇥", "\n": "↵\n", "\r": "␍", "\u00a0": "⍽" };

/** Makes white space visible where it would be lost: at the ends of the text, doubled, or not a plain space. */
function visible(text: string): ReactNode {
  if (!/[\t\n\r\u00a0]|^ | $| {2}/.test(text)) return text;
  const parts = text.split(/([\t\n\r\u00a0]|^ +| +$| {2,})/);
  let at = 0;
  return parts.map((part) => {
    const key = at;
    at += part.length + 1;
    if (part.trim() !== "" || part === "") return part;
    const shown = /^ +$/.test(part) ? "·".repeat(part.length) : (INVISIBLE[part] ?? part);
    return (
      <span key={key} className="text-faint" title="white space">
        {shown}
      </span>
    );
  });
}
