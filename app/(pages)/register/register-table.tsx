import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { Language } from "@/app/_ui/words/language";
import { registerReason, registerTitle } from "@/app/_ui/words/register-item-words";
import type { RegisterState } from "@/db/authority/register";
import type { RegisterItem } from "@/db/authority/views";
import { ChangeState } from "./change-state";
import { REGISTER, type RegisterWords } from "./register-words";

/** Gates, or blockers: how each stands, on what that rests, and for an Owner the form that changes it. */
export async function RegisterTable(props: {
  label: string;
  items: readonly RegisterItem[];
  histories: ReadonlyMap<string, readonly RegisterState[]>;
  decides: boolean;
}) {
  const { label, items, histories, decides } = props;
  const words = await wordsOf(REGISTER);
  const language = await pageLanguage();
  return (
    <Scroller label={label} className="card">
      <table className="grid-table restack">
        <thead>
          <tr>
            <th scope="col" className="w-40">
              {words.code}
            </th>
            <th scope="col">{words.what}</th>
            <th scope="col" className="w-36">
              {words.state}
            </th>
            <th scope="col" className="w-32">
              {words.owner}
            </th>
            <th scope="col" className="w-44">
              {words.since}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const states = histories.get(item.code) ?? [];
            const title = registerTitle(item.code, item.title, language);
            const to = item.state === "OPEN" ? "CLOSED" : "OPEN";
            return (
              <tr key={item.code}>
                <th scope="row" className="!text-sm !font-semibold !text-ink">
                  {item.code}
                </th>
                <td className="wide">
                  {title && <p>{title}</p>}
                  <p className="break-words text-soft">
                    {registerReason({ ...item, by: states.at(-1)?.by }, language)}{" "}
                    <Evidence address={item.evidence} />
                  </p>
                  <History states={states} words={words} language={language} />
                  {decides && (
                    <ChangeState
                      code={item.code}
                      kind={item.kind}
                      owner={item.owner}
                      to={to}
                      means={words.means[item.kind][to]}
                      words={words.form}
                    />
                  )}
                </td>
                <td>
                  <span className={`tag font-semibold ${item.state === "OPEN" ? "border-ink text-ink" : ""}`}>
                    {item.state}
                  </span>
                  <p className="text-xs text-faint">{words.means[item.kind][item.state]}</p>
                </td>
                <td data-label={words.owner}>
                  {item.owner ?? <span className="text-faint">{words.nobody}</span>}
                </td>
                <td data-label={words.since}>
                  <When at={item.since} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}

/** Where the state rests on something; it leads elsewhere and is not vouched for. */
function Evidence({ address }: { address: string | null }) {
  if (address === null) return null;
  return (
    <a href={address} rel="noreferrer nofollow" className="link break-all">
      {address}
    </a>
  );
}

function History(props: { states: readonly RegisterState[]; words: RegisterWords; language: Language }) {
  const { states, words, language } = props;
  if (states.length < 2) return null;
  return (
    <details className="mt-1">
      <summary className="text-xs text-faint">{words.states(states.length)}</summary>
      <ol className="mt-1 space-y-1 text-xs">
        {states.map((state) => (
          <li key={state.ledgerIndex} className="break-words">
            <strong>{state.state}</strong> <When at={state.since} /> {words.by(state.by, state.ledgerIndex)}{" "}
            {registerReason(state, language)} <Evidence address={state.evidence} />
          </li>
        ))}
      </ol>
    </details>
  );
}
