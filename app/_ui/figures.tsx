import { Digest, isDigestText } from "./digest";
import { catalogue } from "./words/catalogue";
import type { Language } from "./words/language";

/** What stands between groups of three digits: a comma reads as the decimal mark in Vietnamese. */
const GROUP: Readonly<Record<Language, string>> = { en: ",", vi: "." };

/** A whole number in text, in groups of three digits, exact at any size. Anything else comes back as it is. */
export function grouped(text: string | number, language: Language = "en"): string {
  const whole = String(text);
  return /^[+-]?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP[language]) : whole;
}

/** `1 row`, `2 rows`, `1,213 rows`. */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

const WORDS = catalogue({
  en: { none: "not measured", checksum: "checksum", copy: "Copy" },
  vi: { none: "chưa đo", checksum: "checksum", copy: "Sao chép" },
});

/** A figure of a check: a count, a checksum or a name; a dash with a word where the side is missing. */
export function Figure({ text, language = "en" }: { text: string | null; language?: Language }) {
  const { none, checksum, copy } = WORDS[language];
  if (text === null)
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">{none}</span>
      </span>
    );
  if (isDigestText(text)) return <Digest digest={text} label={checksum} copy={copy} />;
  if (!HASH.test(text)) return <span className="break-words">{grouped(text, language)}</span>;
  return (
    <span className="break-words">
      {text
        .split(HASH)
        .map((part) =>
          HASH.test(part) ? <Digest key={part} digest={part} label={checksum} copy={copy} /> : part,
        )}
    </span>
  );
}

/** A hash within a longer figure, such as a state and the digest of its definition. */
const HASH = /((?:sha256:)?[0-9a-f]{64})/;

/** A delta; a plus sign makes growth visible, and zero is quiet. */
export function Delta({ text, language = "en" }: { text: string | null; language?: Language }) {
  if (text === null) return <Figure text={null} language={language} />;
  if (/^0$/.test(text)) return <span className="text-faint">0</span>;
  const figure = grouped(text, language);
  return <span className="font-semibold">{/^\d+$/.test(text) ? `+${figure}` : figure}</span>;
}

/** Both sides and their difference in one line, for where there is no room for three columns. */
export function CountWithDelta(props: {
  before: string | null;
  after: string | null;
  delta: string | null;
  language?: Language;
}) {
  const { before, after, delta, language = "en" } = props;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5 text-sm">
      <Figure text={before} language={language} />
      <span aria-hidden className="text-faint">
        →
      </span>
      <Figure text={after} language={language} />
      <span className="tag">
        <Delta text={delta} language={language} />
      </span>
    </span>
  );
}
