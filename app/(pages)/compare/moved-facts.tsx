import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Part } from "@/app/_ui/frame";
import type { Language } from "@/app/_ui/words/language";
import type { Caveat } from "@/lib/claims/check";
import type { FailOpenCode } from "@/lib/claims/fail-open";
import type { Comparison } from "@/lib/verdict/compare";
import { COMPARE } from "./compare-words";

/** F-OPEN codes and caveats that one run has and the other has not. */
export async function MovedFacts({ comparison: { failOpen, caveats } }: { comparison: Comparison }) {
  const { facts } = await wordsOf(COMPARE);
  const language = await pageLanguage();
  const lists = [
    { title: facts.come, codes: failOpen.come, caveats: caveats.come },
    { title: facts.gone, codes: failOpen.gone, caveats: caveats.gone },
  ];
  return (
    <Part id="moved" title={facts.title}>
      <div className="grid gap-4 md:grid-cols-2">
        {lists.map((list) => (
          <section key={list.title} aria-label={list.title} className="card space-y-2 px-4 py-4 text-sm">
            <h3 className="text-sm">{list.title}</h3>
            <Codes codes={list.codes} none={facts.noCode} language={language} />
            <Caveats caveats={list.caveats} none={facts.noCaveat} />
          </section>
        ))}
      </div>
    </Part>
  );
}

function Codes(props: { codes: readonly FailOpenCode[]; none: string; language: Language }) {
  const { codes, none, language } = props;
  if (codes.length === 0) return <p className="text-faint">{none}</p>;
  return (
    <p className="flex flex-wrap gap-1.5">
      {codes.map((code) => (
        <FailOpenBadge key={code} code={code} language={language} named />
      ))}
    </p>
  );
}

function Caveats({ caveats, none }: { caveats: readonly Caveat[]; none: string }) {
  if (caveats.length === 0) return <p className="text-faint">{none}</p>;
  return (
    <ul className="space-y-1">
      {caveats.map(({ code, table, detail }) => (
        <li key={`${code} ${table}`}>
          <code>{code}</code> {table !== null && <span className="break-all">{table}</span>}:{" "}
          <span className="text-soft" lang="en">
            {detail}
          </span>
        </li>
      ))}
    </ul>
  );
}
