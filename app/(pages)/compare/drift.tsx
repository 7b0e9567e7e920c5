import { pageLanguage, wordsOf } from "@/app/_server/language";
import { grouped } from "@/app/_ui/figures";
import { Note } from "@/app/_ui/frame";
import type { TableDrift } from "@/lib/verdict/compare";
import { COMPARE } from "./compare-words";

/** Production's own life between the runs. It is nobody's verdict: it says what the later run started from. */
export async function Drift(props: { drift: readonly TableDrift[] | null; catalogEqual: boolean | null }) {
  const { drift, catalogEqual } = props;
  const { drift: words } = await wordsOf(COMPARE);
  const language = await pageLanguage();
  if (drift === null)
    return (
      <Note title={words.nothing}>
        <p>{words.takes}</p>
      </Note>
    );
  const there = drift.filter((t) => t.state !== "absent");
  const equal = there.filter((t) => t.state === "equal").length;
  return (
    <div className="space-y-3">
      <p>{words.unchanged(equal, there.length, catalogEqual)}</p>
      <div className="card overflow-hidden">
        <table className="grid-table restack">
          <thead>
            <tr>
              <th scope="col">{words.table}</th>
              <th scope="col" className="num !text-right">
                {words.rowsThen}
              </th>
              <th scope="col" className="num !text-right">
                {words.rowsLater}
              </th>
              <th scope="col">{words.between}</th>
            </tr>
          </thead>
          <tbody>
            {there.map(({ table, state, earlier, later }) => (
              <tr key={table}>
                <th scope="row" className="!font-mono !whitespace-normal !text-ink">
                  <span className="break-all">{table}</span>
                </th>
                <td data-label={words.thenShort} className="num">
                  {earlier === null ? "–" : grouped(earlier, language)}
                </td>
                <td data-label={words.laterShort} className="num">
                  {later === null ? "–" : grouped(later, language)}
                </td>
                <td className={`wide ${state === "equal" ? "text-faint" : "font-semibold"}`}>
                  {words.states[state]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
