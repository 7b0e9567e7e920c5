import { pageLanguage, wordsOf } from "@/app/_server/language";
import { grouped } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { VERDICT_LOOK } from "@/app/_ui/verdict";
import type { Db } from "@/db/store/client";
import { runTrend, type TrendPoint } from "@/db/verdicts/trend";
import type { Verdict } from "@/lib/claims/catalog";
import { RUNS } from "./runs-words";
import { TrendTable } from "./trend-table";

/** Pixels of the drawing. */
const WIDEST = 56;
const NARROWEST = 18;
const ROOM = 480;
const LANE = 20;
const BARS = 52;
const LANES = ["PASS", "NO_EVIDENCE", "FAIL"] as const satisfies readonly Verdict[];
const TOP = LANES.length * LANE + 8;
const HEIGHT = TOP + BARS + 2;
/** As high as the card with the drawing, its heading and its keys. */
export const TREND_SKELETON = "h-60 mb-page w-full";

/** The sign of each outcome around the middle of a lane: its shape tells without its colour. */
const MARKS: Readonly<Record<Verdict, { readonly d: string; readonly dash?: string }>> = {
  PASS: { d: "M-5 .5l3.5 3.500L6-4.5" },
  NO_EVIDENCE: { d: "M-5 0a5 5 0 1 1 10 0a5 5 0 1 1-10 0", dash: "2.6 2.6" },
  FAIL: { d: "M-4.5-4.500l9 9M4.5-4.500l-9 9" },
};

/** How the newest runs came out, and how many production rows each one touched. Drawn here, without a script. */
export async function Trend({ db, q, now }: { db: Db; q: string; now: Date }) {
  const points = await runTrend(db, q, now);
  if (points.length === 0) return null;
  const { trend } = await wordsOf(RUNS);
  const language = await pageLanguage();
  const most = Math.max(1, ...points.map((p) => (p.touched ?? 0) + (p.births ?? 0)));
  const step = Math.min(WIDEST, Math.max(NARROWEST, Math.floor(ROOM / points.length)));
  const width = points.length * step;
  return (
    <section aria-labelledby="trend" className="card mb-page px-4 py-3 sm:px-5">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="trend" className="text-sm font-semibold">
          {trend.title}
        </h2>
        <p className="text-xs text-faint">{trend.lead(points.length)}</p>
      </div>
      <div className="flex gap-3">
        <ul aria-hidden className="w-24 shrink-0 text-xs text-faint" style={{ height: HEIGHT }}>
          {LANES.map((verdict) => (
            <li
              key={verdict}
              className={`font-semibold ${VERDICT_LOOK[verdict].text}`}
              style={{ height: LANE, lineHeight: `${LANE}px` }}
            >
              {VERDICT_LOOK[verdict].word}
            </li>
          ))}
          <li className="pt-1.5">
            {grouped(most, language)} {trend.rows}
          </li>
        </ul>
        {/* Reversed, so that a narrow window begins at the newest run. */}
        <Scroller label={trend.title} className="flex min-w-0 flex-1 flex-row-reverse justify-end">
          <svg aria-hidden width={width} height={HEIGHT} className="shrink-0" fill="none">
            {LANES.map((verdict, lane) => (
              <path key={verdict} d={`M0 ${lane * LANE + LANE / 2}H${width}`} className="stroke-line" />
            ))}
            <path d={`M0 ${HEIGHT - 0.5}H${width}`} className="stroke-edge" />
            {points.map((point, i) => (
              <Column key={point.slug} point={point} x={i * step + step / 2} most={most} />
            ))}
          </svg>
        </Scroller>
      </div>
      <p className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs text-soft">
        <Legend
          sign={<rect x="1" y="1" width="10" height="10" className="fill-ink" />}
          text={trend.touched}
        />
        <Legend
          sign={<rect x="1.5" y="1.5" width="9" height="9" strokeDasharray="2 1.5" className="stroke-ink" />}
          text={trend.births}
        />
        <Legend
          sign={<path d="M1 11.5h10M6 2v5M6 9v.5" strokeWidth="1.5" className="stroke-(--color-none)" />}
          text={trend.uncompared}
        />
      </p>
      <TrendTable points={points} />
    </section>
  );
}

function Legend({ sign, text }: { sign: React.ReactNode; text: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden width="12" height="12" fill="none">
        {sign}
      </svg>
      {text}
    </span>
  );
}

/** One run: its outcome in its lane, below it a bar on a logarithmic scale, so that one row is seen beside a million. */
function Column({ point, x, most }: { point: TrendPoint; x: number; most: number }) {
  const { engineering, touched, births } = point;
  const mark = MARKS[engineering];
  const y = LANES.indexOf(engineering) * LANE + LANE / 2;
  const height = (rows: number) => (Math.log1p(rows) / Math.log1p(most)) * BARS;
  const both = height((touched ?? 0) + (births ?? 0));
  const own = height(touched ?? 0);
  const base = HEIGHT - 1;
  return (
    <g>
      <title>{`${point.name}: ${VERDICT_LOOK[engineering].word}`}</title>
      <circle cx={x} cy={y} r="9" className="fill-surface" />
      <path
        d={mark.d}
        transform={`translate(${x} ${y})`}
        className={MARK_STROKE[engineering]}
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeDasharray={mark.dash}
      />
      {touched === null ? (
        <path
          d={`M${x} ${base - 12}v6M${x} ${base - 3}v.5`}
          strokeWidth="1.5"
          className="stroke-(--color-none)"
        />
      ) : (
        <>
          {own > 0 && <rect x={x - 7} y={base - own} width="14" height={own} className="fill-ink" />}
          {both > own && (
            <rect
              x={x - 6.5}
              y={base - both + 0.5}
              width="13"
              height={Math.max(1, both - own - 1)}
              strokeDasharray="3 2"
              className="stroke-ink"
            />
          )}
        </>
      )}
    </g>
  );
}

const MARK_STROKE: Readonly<Record<Verdict, string>> = {
  PASS: "stroke-pass",
  NO_EVIDENCE: "stroke-(--color-none)",
  FAIL: "stroke-fail",
};
