import { wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { When } from "@/app/_ui/when";
import { type BirthTimes, spread } from "./birth-times";
import { RUN } from "./run-words";

const BINS = 60;
const [WIDTH, HEIGHT] = [600, 36];

/**
 * Live births between before and after: how many, and when, where their rows say it. Where they do not, that is said,
 * and nothing is drawn that nobody measured. `shown` of `count` births were read.
 */
export async function BirthsStrip(props: {
  count: number;
  shown: number;
  times: readonly BirthTimes[];
  from: string;
  to: string;
}) {
  const { count, shown, times, from, to } = props;
  const { bracket } = await wordsOf(RUN);
  const stated = times.filter((t) => t.column !== null);
  const silent = times.filter((t) => t.column === null).map((t) => t.table);
  return (
    <figcaption className="bracket-births">
      <p className="flex items-center gap-2">
        <Icon sign="born" size={16} className="shrink-0" /> {bracket.births(count)}
      </p>
      {stated.length > 0 && (
        <>
          <Bars
            counts={spread(
              stated.flatMap((t) => t.at),
              BINS,
            )}
            label={bracket.spread(stated.reduce((sum, t) => sum + t.at.length, 0))}
          />
          <p className="flex flex-wrap justify-between gap-x-4 text-xs text-faint">
            <span>
              <code>before</code> <When at={from} seconds />
            </span>
            <span>
              <code>after</code> <When at={to} seconds />
            </span>
          </p>
          <p className="text-xs break-words text-faint">
            {bracket.stated(stated.map((t) => `${t.table}.${t.column}`).join(", "))}
            {shown < count && ` ${bracket.some(shown)}`}
          </p>
        </>
      )}
      {silent.length > 0 && (
        <p className="text-xs break-words text-faint">{bracket.unstated(silent.join(", "))}</p>
      )}
    </figcaption>
  );
}

/** The line of the bracket with a bar for each part in which something was born. */
function Bars({ counts, label }: { counts: readonly number[]; label: string }) {
  const most = Math.max(...counts);
  const step = WIDTH / counts.length;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-9 w-full text-ink"
    >
      <path d={`M0 ${HEIGHT - 1}H${WIDTH}`} stroke="currentColor" strokeWidth="1.5" opacity="0.45" />
      {counts.map((count, i) => {
        if (count === 0) return null;
        const height = 5 + (count / most) * (HEIGHT - 8);
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a part of the bracket is its place
            key={i}
            x={i * step + 1}
            y={HEIGHT - 1 - height}
            width={step - 2}
            height={height}
            fill="currentColor"
          />
        );
      })}
    </svg>
  );
}
