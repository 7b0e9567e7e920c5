import { CellValue } from "@/app/_ui/cell-value";
import { Scroller } from "@/app/_ui/frame";
import type { Language } from "@/app/_ui/words/language";
import type { ProfileDifference } from "@/lib/profile/profile-diff";
import type { ProfilesWords } from "./profiles-words";

/** Every member that differs, before beside after. A member that a version lacks never looks like an empty one. */
export function ProfileDifferences(props: {
  words: ProfilesWords;
  language: Language;
  caption: string;
  differences: readonly ProfileDifference[];
}) {
  const { caption, differences, language } = props;
  const words = props.words.compare;
  return (
    <>
      <p role="status">{words.count(differences.length)}</p>
      <Scroller label={caption} className="card">
        <table className="grid-table min-w-[44rem]">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{words.subject}</th>
              <th scope="col">{words.member}</th>
              <th scope="col">{words.before}</th>
              <th scope="col">{words.after}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ subject, member, before, after }, i) => (
              <tr key={`${subject} ${member}`}>
                <th scope="row" className="!text-left !text-sm !font-semibold !whitespace-normal !text-ink">
                  <code className={differences[i - 1]?.subject === subject ? "text-faint" : undefined}>
                    {subject}
                  </code>
                </th>
                <td>
                  {member === "" ? words.own : member === "order" ? words.order : <code>{member}</code>}
                </td>
                <td>
                  <Side value={before} other={after} side="before" />
                </td>
                <td>
                  <Side value={after} other={before} side="after" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroller>
    </>
  );

  function Side(side: { value: string | null; other: string | null; side: "before" | "after" }) {
    const { value, other } = side;
    if (value === null) return <span className="text-soft italic">{words.absent}</span>;
    return <CellValue value={value} other={other} side={side.side} language={language} />;
  }
}
