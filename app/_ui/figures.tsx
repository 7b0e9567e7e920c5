import { Digest, isDigestText } from "./digest";

/** A whole number in text, grouped by commas, exact at any size. Anything else comes back as it is. */
export function grouped(text: string | number): string {
  const whole = String(text);
  return /^[+-]?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : whole;
}

/** `1 row`, `2 rows`, `1,213 rows`. */
export function countOf(n: number, one: string, many = `${one}s`): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

/** A figure of a check: a count, a checksum or a name; a dash with a word where the side is missing. */
export function Figure({ text }: { text: string | null }) {
  if (text === null)
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">not measured</span>
      </span>
    );
  if (isDigestText(text)) return <Digest digest={text} label="checksum" />;
  if (!HASH.test(text)) return <span className="break-words">{grouped(text)}</span>;
  return (
    <span className="break-words">
      {text
        .split(HASH)
        .map((part) => (HASH.test(part) ? <Digest key={part} digest={part} label="checksum" /> : part))}
    </span>
  );
}

/** A hash within a longer figure, such as a state and the digest of its definition. */
const HASH = /((?:sha256:)?[0-9a-f]{64})/;

/** A delta; a plus sign makes growth visible, and zero is quiet. */
export function Delta({ text }: { text: string | null }) {
  if (text === null) return <Figure text={null} />;
  if (/^0$/.test(text)) return <span className="text-faint">0</span>;
  return <span className="font-semibold">{/^\d+$/.test(text) ? `+${grouped(text)}` : grouped(text)}</span>;
}
