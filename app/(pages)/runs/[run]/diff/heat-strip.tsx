import type { Language } from "@/app/_ui/words/language";
import { STRIP_CELLS, type Strip } from "@/db/verdicts/heat-strip";
import { DIFF } from "./diff-words";

/**
 * Where in the key space of a table its differences lie: the table's rows in the order of their key, cut into equal
 * parts, each as high as its differences are many. The slider below goes there; the drawing itself is one picture.
 */
export function HeatStrip(props: { strip: Strip; action: string; here: number | null; language: Language }) {
  const { strip, action, here, language } = props;
  const words = DIFF[language].strip;
  const counts = strip.cells.map((c) => ({ ...c, count: sum(c.counts) }));
  const most = Math.max(1, ...counts.map((c) => c.count));
  const peak = counts.find((c) => c.count === most);
  const total = counts.reduce((n, c) => n + c.count, 0);
  const current = here === null ? undefined : counts.findLast((c) => c.first <= here)?.cell;
  const first = counts[0]?.cell ?? 0;
  const says =
    words.says(total, counts.length, STRIP_CELLS) +
    (peak && counts.length > 1 ? words.most(peak.cell + 1, most) : "");
  return (
    <form action={action} className="text-xs">
      <p className="mb-1 flex flex-wrap justify-between gap-x-4">
        <span className="break-all">{strip.table}</span>
        <span className="text-faint">{says}</span>
      </p>
      <div
        role="img"
        aria-label={`${strip.table}: ${says}`}
        className="flex h-8 items-end rounded-sm bg-sunken"
      >
        {Array.from({ length: STRIP_CELLS }, (_, cell) => {
          const there = counts.find((c) => c.cell === cell);
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts never move
              key={cell}
              data-part={there ? cell : undefined}
              title={
                there &&
                words.part(cell + 1, there.counts.changed, there.counts.inserted, there.counts.deleted)
              }
              className={`h-full min-w-0 flex-1 ${current === cell ? "bg-mark" : ""} flex items-end`}
            >
              {there && (
                <span
                  className="w-full bg-ink"
                  style={{ height: `${Math.round(28 + (72 * Math.log1p(there.count)) / Math.log1p(most))}%` }}
                />
              )}
            </span>
          );
        })}
      </div>
      <div className="no-print mt-1 flex items-center gap-2">
        <span className="text-faint">{words.firstKey}</span>
        <label className="min-w-0 flex-1">
          <span className="sr-only">{words.slider(strip.table)}</span>
          <input
            type="range"
            name="part"
            min={0}
            max={STRIP_CELLS - 1}
            defaultValue={current ?? first}
            className="block h-6 w-full accent-ink"
          />
        </label>
        <span className="text-faint">{words.lastKey}</span>
        <input type="hidden" name="in" value={strip.table} />
        <button type="submit" className="button !min-h-6 !px-2 !py-0">
          {words.go}
        </button>
      </div>
    </form>
  );
}

/** Position before the first difference at this part of the key space or behind it; the last one before it, else. */
export function cursorOfPart(strip: Strip | undefined, part: number): number | undefined {
  const cell = strip?.cells.find((c) => c.cell >= part) ?? strip?.cells.at(-1);
  return cell && cell.first - 1;
}

function sum({ changed, inserted, deleted }: Strip["cells"][number]["counts"]): number {
  return changed + inserted + deleted;
}
