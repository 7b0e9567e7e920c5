import { countOf, grouped } from "@/app/_ui/figures";
import { Note } from "@/app/_ui/frame";
import type { TableDrift } from "@/lib/verdict/compare";

const WORDS: Readonly<Record<TableDrift["state"], string>> = {
  equal: "every row has the same bytes",
  "rows-differ": "rows differ",
  "other-columns": "other columns: not comparable",
  appeared: "did not exist in the earlier capture",
  disappeared: "no longer exists in the later capture",
  absent: "absent in both",
  "one-sided": "captured once only: nothing is known",
};

/** Production's own life between the runs. It is nobody's verdict: it says what the later run started from. */
export function Drift(props: { drift: readonly TableDrift[] | null; catalogEqual: boolean | null }) {
  const { drift, catalogEqual } = props;
  if (drift === null)
    return (
      <Note title="Nothing was compared.">
        <p>
          It takes the after capture of the earlier run and the before capture of the later one, of one
          database.
        </p>
      </Note>
    );
  const there = drift.filter((t) => t.state !== "absent");
  const equal = there.filter((t) => t.state === "equal").length;
  return (
    <div className="space-y-3">
      <p>
        {equal} of {countOf(there.length, "table")} unchanged between the two captures; the catalogue is{" "}
        {catalogEqual ? "the same" : "not the same"}.
      </p>
      <div className="card overflow-hidden">
        <table className="grid-table restack">
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col" className="num !text-right">
                Rows then
              </th>
              <th scope="col" className="num !text-right">
                Rows later
              </th>
              <th scope="col">Between them</th>
            </tr>
          </thead>
          <tbody>
            {there.map(({ table, state, earlier, later }) => (
              <tr key={table}>
                <th scope="row" className="!font-mono !whitespace-normal !text-ink">
                  <span className="break-all">{table}</span>
                </th>
                <td data-label="then" className="num">
                  {earlier === null ? "–" : grouped(earlier)}
                </td>
                <td data-label="later" className="num">
                  {later === null ? "–" : grouped(later)}
                </td>
                <td className={`wide ${state === "equal" ? "text-faint" : "font-semibold"}`}>
                  {WORDS[state]}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
