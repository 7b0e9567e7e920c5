import Link from "next/link";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Figure } from "@/app/_ui/figures";
import { Scroller } from "@/app/_ui/frame";
import { VerdictBadge } from "@/app/_ui/verdict";
import { When } from "@/app/_ui/when";
import type { TrendPoint } from "@/db/verdicts/trend";
import { RUNS } from "./runs-words";

/** The figures of the drawing, for whoever reads rather than looks. */
export async function TrendTable({ points }: { points: readonly TrendPoint[] }) {
  const { trend, columns } = await wordsOf(RUNS);
  const language = await pageLanguage();
  const figure = (n: number | null) => <Figure text={n === null ? null : String(n)} language={language} />;
  return (
    <details className="mt-2">
      <summary className="text-xs text-faint hover:text-ink">{trend.table}</summary>
      <Scroller label={trend.table} className="mt-2">
        <table className="grid-table restack">
          <caption className="sr-only">{trend.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.run}</th>
              <th scope="col">{columns.created}</th>
              <th scope="col">{columns.engineering}</th>
              <th scope="col" className="num !text-right">
                {trend.touched}
              </th>
              <th scope="col" className="num !text-right">
                {trend.births}
              </th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ slug, name, at, engineering, touched, births }) => (
              <tr key={slug}>
                <th scope="row" className="whitespace-normal">
                  <Link href={`/runs/${slug}`} prefetch={false} className="link">
                    {name}
                  </Link>
                </th>
                <td>
                  <When at={at} />
                </td>
                <td>
                  <VerdictBadge verdict={engineering} />
                </td>
                <td className="num" data-label={trend.touched}>
                  {figure(touched)}
                </td>
                <td className="num" data-label={trend.births}>
                  {figure(births)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </details>
  );
}
