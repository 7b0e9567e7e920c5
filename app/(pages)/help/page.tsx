import Link from "next/link";
import { PROBLEMS, type ProblemSlug } from "@/app/_server/api/problem";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { PageHeading, Part } from "@/app/_ui/frame";
import { Seal } from "@/app/_ui/seal";
import { VerdictBadge } from "@/app/_ui/verdict";
import { blockWords } from "@/app/_ui/words/block-words";
import { bracketWords, CAVEAT_CODES, caveatWords } from "@/app/_ui/words/bracket-words";
import {
  basisWords,
  failOpenSays,
  failOpenWords,
  roleTitle,
  verdictSays,
} from "@/app/_ui/words/domain-words";
import type { Authority } from "@/lib/authority/authority";
import { ROLES, type Role } from "@/lib/authority/roles";
import { VERDICTS } from "@/lib/claims/catalog";
import { BRACKET_IDS } from "@/lib/claims/facts";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import { signedIn } from "../signed-in";
import { ClaimParts } from "./claim-parts";
import { Definitions } from "./definitions";
import { HELP } from "./help-words";

export async function generateMetadata() {
  return { title: (await wordsOf(HELP)).title };
}

const BASES: readonly Pick<Authority, "state" | "basis">[] = [
  { state: "HOLD", basis: "default" },
  { state: "HOLD", basis: "recorded" },
  { state: "AUTHORIZED", basis: "recorded" },
  { state: "HOLD", basis: "superseded" },
  { state: "HOLD", basis: "expired" },
  { state: "HOLD", basis: "revoked" },
];

const PARTS = [
  "verdicts",
  "authority",
  "claims",
  "failOpen",
  "bracket",
  "caveats",
  "roles",
  "refusals",
  "search",
  "problems",
] as const;

/** Everything that explains itself elsewhere, read from the catalogues that the product itself works by. */
export default async function HelpPage() {
  await signedIn("/help");
  const words = await wordsOf(HELP);
  const language = await pageLanguage();
  const bases = basisWords(language);
  return (
    <>
      <PageHeading title={words.title} lead={words.lead} />
      <nav aria-label={words.contents} className="no-print">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {PARTS.map((part) => (
            <li key={part}>
              <a href={`#${part}`} className="link">
                {words[part]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Part id="verdicts" title={words.verdicts}>
        <Definitions
          of={VERDICTS.map((verdict) => ({
            term: <VerdictBadge verdict={verdict} />,
            says: verdictSays(language)[verdict],
          }))}
        />
      </Part>
      <Part id="authority" title={words.authority}>
        <Definitions
          wide
          of={BASES.map((authority) => {
            const { state, basis } = authority;
            const { name, says } = bases[state === "AUTHORIZED" ? "authorized" : basis];
            return {
              id: `authority-${state === "AUTHORIZED" ? "authorized" : basis}`,
              term: (
                <span className="flex items-center gap-2">
                  <Seal authority={authority} size={24} />
                  <span>
                    <strong>{state}</strong> <span className="text-faint">{name}</span>
                  </span>
                </span>
              ),
              says,
            };
          })}
        />
      </Part>
      <Part id="claims" title={words.claims}>
        <ClaimParts />
      </Part>
      <Part id="failOpen" title={words.failOpen} aside={words.marked}>
        <Definitions
          wide
          of={(Object.keys(FAIL_OPEN) as FailOpenCode[]).map((code) => ({
            id: code,
            term: FAIL_OPEN[code].disqualifies ? (
              <FailOpenBadge code={code} named language={language} />
            ) : (
              <span className="tag">{`${code} ${failOpenWords(language)[code].name}`}</span>
            ),
            says: failOpenSays(code, language),
          }))}
        />
      </Part>
      <Part id="bracket" title={words.bracket}>
        <Definitions
          of={BRACKET_IDS.map((id) => ({
            id: `bracket-${id}`,
            term: <code>{id}</code>,
            says: bracketWords(language)[id],
          }))}
        />
      </Part>
      <Part id="caveats" title={words.caveats} aside={words.acknowledge}>
        <Definitions
          of={CAVEAT_CODES.map((code) => ({
            id: `caveat-${code}`,
            term: <code>{code}</code>,
            says: caveatWords(language)[code],
          }))}
        />
      </Part>
      <Part id="roles" title={words.roles}>
        <Definitions
          of={(Object.keys(ROLES) as Role[]).map((role) => {
            const { decides, contributes, administers } = ROLES[role];
            const may = [
              decides ? words.decides : words.decidesNot,
              contributes ? words.supplies : words.suppliesNot,
              administers ? words.administers : words.administersNot,
            ];
            return {
              term: <strong>{roleTitle(role, language)}</strong>,
              says: `${may.join(", ")}. ${words.everybody}`,
            };
          })}
        />
      </Part>
      <Part id="refusals" title={words.refusals}>
        <Definitions
          of={Object.entries(blockWords(language)).map(([block, { says, cure }]) => ({
            term: <code>{block}</code>,
            says: (
              <span>
                {says} <span className="text-soft">{cure}</span>
              </span>
            ),
          }))}
        />
      </Part>
      <Part id="search" title={words.search}>
        <Definitions
          of={Object.entries(words.token).map(([token, says]) => ({
            term: token === "word" ? <em>…</em> : <code>{token}:…</code>,
            says,
          }))}
        />
      </Part>
      <Part id="problems" title={words.problems}>
        <ul className="columns-1 gap-x-6 text-sm sm:columns-2 lg:columns-3">
          {(Object.keys(PROBLEMS) as ProblemSlug[]).map((slug) => (
            <li key={slug} className="py-0.5">
              <Link href={`/problems/${slug}`} prefetch={false} className="link">
                <code>{slug}</code>
              </Link>{" "}
              <span className="text-faint">{PROBLEMS[slug].status}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
