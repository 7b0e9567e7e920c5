import { writeFileSync } from "node:fs";

/** One figure beside its bar. `good` null: nothing to hold it against on this machine, and it says so. */
export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly bar: string;
  readonly good: boolean | null;
}

export function report(figures: readonly Figure[], file: string): void {
  const wide = (pick: (f: Figure) => string) => Math.max(...figures.map((f) => pick(f).length));
  for (const f of figures) {
    const mark = f.good === null ? "  -  " : f.good ? " ok  " : "MISS ";
    console.log(
      `${mark} ${f.what.padEnd(wide((x) => x.what))}  ${f.figure.padEnd(wide((x) => x.figure))}  bar ${f.bar}`,
    );
  }
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\nwritten to ${file}`);
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
export const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(4)} %`;
