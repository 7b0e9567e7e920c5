import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Delta, Figure } from "@/app/_ui/figures";
import { Icon } from "@/app/_ui/icon";
import { VERDICT_LOOK, VerdictBadge } from "@/app/_ui/verdict";
import { claimWords } from "@/app/_ui/words/domain-words";
import type { Matrix } from "@/lib/verdict/matrix";
import { PACKET } from "./packet-words";

/** All eight claims with every check, whatever the verdict: a packet leaves nothing folded. */
export async function PacketMatrix({ matrix }: { matrix: Matrix }) {
  const words = await wordsOf(PACKET);
  const language = await pageLanguage();
  const titles = claimWords(language);
  return matrix.claims.map((claim) => (
    <section key={claim.id} aria-labelledby={`packet-${claim.id}`} className="packet-claim">
      <h3 id={`packet-${claim.id}`} className="flex flex-wrap items-center gap-2">
        {claim.id} {titles[claim.id].title}
        <VerdictBadge verdict={claim.verdict} />
        {claim.failOpen.map((code) => (
          <FailOpenBadge key={code} code={code} named language={language} />
        ))}
      </h3>
      <p className="mb-1 text-soft">{titles[claim.id].proven}</p>
      <table className="grid-table packet-checks">
        <thead>
          <tr>
            <th scope="col" className="w-[21%]">
              {words.check}
            </th>
            <th scope="col" className="w-[12%]">
              {words.verdict}
            </th>
            <th scope="col" className="num w-[12%] !text-right">
              {words.before}
            </th>
            <th scope="col" className="num w-[12%] !text-right">
              {words.after}
            </th>
            <th scope="col" className="num w-[6%] !text-right">
              {words.delta}
            </th>
            <th scope="col">{words.found}</th>
          </tr>
        </thead>
        <tbody>
          {claim.checks.map((check) => {
            const { sign, word, text } = VERDICT_LOOK[check.verdict];
            return (
              <tr key={check.id}>
                <th scope="row" className="!font-mono !font-normal break-all !whitespace-normal">
                  {check.id}
                </th>
                <td className={`font-bold ${text}`}>
                  <Icon sign={sign} size={11} weight={3} className="mr-0.5 inline align-[-1px]" /> {word}
                </td>
                <td className="num !whitespace-normal">
                  <Figure text={check.before} language={language} />
                </td>
                <td className="num !whitespace-normal">
                  <Figure text={check.after} language={language} />
                </td>
                <td className="num !whitespace-normal">
                  <Delta text={check.delta} language={language} />
                </td>
                <td lang="en" className="break-words">
                  {check.detail}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  ));
}
