import type { ReactNode } from "react";
import { type Stretch, textDiff } from "./text-diff";
import type { Language } from "./words/language";
import { ROWS } from "./words/row-words";

/** Beyond this a text is shown by its differing parts, and whole only on demand. */
const SHOWN = 320;
/** Characters kept around a difference. */
const AROUND = 48;
/** What the page holds of one text; the export holds all of it. */
const MOST = 20_000;

type Value = string | null | undefined;

/**
 * One value of a production row. NULL, the empty text and white space must not look alike, nor like a text that spells
 * them: a person decides by what is seen here. `other` is the value on the opposite side: what differs is marked.
 */
export function CellValue({
  value,
  other,
  side,
  language = "en",
}: {
  value: Value;
  other?: Value;
  side?: "before" | "after";
  language?: Language;
}) {
  const words = ROWS[language];
  if (value === undefined) return <Token text={words.noRow} says={words.noRowSays} />;
  if (value === null) return <Token text="NULL" says="NULL" />;
  if (value === "") return <Token text={words.empty} says={words.emptySays} />;
  const stretches = stretchesOf(value, other, side ?? "before");
  const blank = /^\s+$/.test(value) && (
    <>
      {" "}
      <span className="tag">{words.blanks(value.length)}</span>
    </>
  );
  if (value.length <= SHOWN)
    return (
      <>
        <Text stretches={stretches} />
        {blank}
      </>
    );
  return (
    <details>
      <summary className="break-words">
        <Text stretches={excerpt(stretches)} /> <span className="tag">{words.all(value.length)}</span>
      </summary>
      <Text stretches={cut(stretches)} />
      {value.length > MOST && <p className="text-faint">{words.first(MOST, value.length)}</p>}
    </details>
  );
}

function stretchesOf(value: string, other: Value, side: "before" | "after"): readonly Stretch[] {
  if (typeof other !== "string" || other === "") return [{ kind: "same", text: value }];
  return side === "before" ? textDiff(value, other).before : textDiff(other, value).after;
}

/** Differing parts with a little around them; a text without any by its start. */
function excerpt(stretches: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = [];
  let room = SHOWN;
  for (const [i, { kind, text }] of stretches.entries()) {
    if (room <= 0) {
      parts.push({ kind: "same", text: "…" });
      break;
    }
    const shown =
      kind === "own"
        ? shorten(text, room, 0)
        : shorten(text, i === 0 ? 0 : AROUND, i === stretches.length - 1 ? 0 : AROUND);
    parts.push({ kind, text: stretches.length === 1 ? `${text.slice(0, SHOWN / 2)}…` : shown });
    room -= shown.length;
  }
  return parts;
}

function shorten(text: string, head: number, tail: number): string {
  if (text.length <= head + tail + 1) return text;
  return `${text.slice(0, head)}…${tail === 0 ? "" : text.slice(-tail)}`;
}

function cut(stretches: readonly Stretch[]): Stretch[] {
  const parts: Stretch[] = [];
  let room = MOST;
  for (const { kind, text } of stretches) {
    if (room <= 0) break;
    parts.push({ kind, text: text.slice(0, room) });
    room -= text.length;
  }
  return parts;
}

function Text({ stretches }: { stretches: readonly Stretch[] }) {
  let at = 0;
  return (
    <code className="break-words whitespace-pre-wrap">
      {stretches.map(({ kind, text }) => {
        const key = at;
        at += text.length + 1;
        return kind === "own" ? (
          <mark
            key={key}
            className="rounded-[2px] bg-mark text-ink underline decoration-2 underline-offset-2"
          >
            {visible(text)}
          </mark>
        ) : (
          <span key={key}>{visible(text)}</span>
        );
      })}
    </code>
  );
}

function Token({ text, says }: { text: string; says: string }) {
  return (
    <span className="rounded-sm border border-dashed border-edge px-1 text-xs text-faint italic" title={says}>
      {text}
    </span>
  );
}

const INVISIBLE: Readonly<Record<string, string>> = {
  "\t": "⇥",
  "\n": "↵\n",
  "\r": "␍",
  "\u00a0": "⍽",
  "\u200b": "⟨ZWSP⟩",
  "\ufeff": "⟨BOM⟩",
};
const ODD = /[\t\n\r\u00a0\u200b\ufeff]|^ | $| {2}/;
const PARTS = /([\t\n\r\u00a0\u200b\ufeff]|^ +| +$| {2,})/;

/** Makes white space visible where it would be lost: at the ends of a stretch, doubled, or not a plain space. */
function visible(text: string): ReactNode {
  if (!ODD.test(text)) return text;
  let at = 0;
  return text.split(PARTS).map((part) => {
    const key = at;
    at += part.length + 1;
    if (part === "" || !PARTS.test(part)) return part;
    const shown = /^ +$/.test(part) ? "·".repeat(part.length) : (INVISIBLE[part] ?? part);
    return (
      <span key={key} className="text-faint" title="white space">
        {shown}
      </span>
    );
  });
}
