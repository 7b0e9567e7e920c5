/** What this browser keeps of a ledger between visits: the newest checkpoint that it verified, and its key. */
export interface Remembered {
  /** The signed note. */
  readonly note: string;
  /** The log's verifier key of then. */
  readonly key: string;
  /** When this browser verified it, ISO 8601. */
  readonly at: string;
}

const NAME = "notouch.ledger";

/** null on a first visit, or where the browser keeps nothing. Whatever else is stored there counts as kept and wrong. */
export function recall(): Remembered | null {
  const text = localStorage.getItem(NAME);
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept === "object" && kept !== null && "note" in kept && "key" in kept && "at" in kept)
      return { note: String(kept.note), key: String(kept.key), at: String(kept.at) };
  } catch {
    // Below: something was kept, and it cannot be read.
  }
  return { note: text, key: "", at: "" };
}

export function remember(kept: Remembered): void {
  localStorage.setItem(NAME, JSON.stringify(kept));
}
