/** An upload that had begun when the page went away. */
export interface Unfinished {
  readonly name: string;
  readonly digest: string;
  readonly phase: string;
  /** 0 … 100 */
  readonly percent: number;
}

const place = (run: string) => `notouch.upload.${run}`;

/**
 * Uploads of this run that a reload cut off. A browser forgets the file with the page, so that it has to be chosen
 * again; what had arrived is at the server, is not sent again, and nothing of the evidence is kept in the browser.
 */
export function unfinishedOf(run: string): Unfinished[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(run)) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isUnfinished) : [];
  } catch {
    return [];
  }
}

export function keepUnfinished(run: string, all: readonly Unfinished[]): void {
  try {
    if (all.length === 0) localStorage.removeItem(place(run));
    else localStorage.setItem(place(run), JSON.stringify(all));
  } catch {
    // Storage may be refused or full: the note is a convenience.
  }
}

function isUnfinished(value: unknown): value is Unfinished {
  if (typeof value !== "object" || value === null) return false;
  const { name, digest, phase, percent } = value as Partial<Record<keyof Unfinished, unknown>>;
  return [name, digest, phase].every((v) => typeof v === "string") && typeof percent === "number";
}
