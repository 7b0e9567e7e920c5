import { pageLanguage } from "@/app/_server/language";
import { claimWords, verdictSays } from "@/app/_ui/domain-words";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { PageHeading, Part } from "@/app/_ui/frame";
import { Seal } from "@/app/_ui/seal";
import { VerdictBadge } from "@/app/_ui/verdict";
import type { Authority } from "@/lib/authority/authority";
import { BLOCKS } from "@/lib/authority/eligibility";
import { ROLES, type Role } from "@/lib/authority/roles";
import { CLAIM_IDS, VERDICTS } from "@/lib/claims/catalog";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import { signedIn } from "../signed-in";

export const metadata = { title: "Help" };

const BASES: readonly { state: Authority["state"]; basis: Authority["basis"]; says: string }[] = [
  { state: "HOLD", basis: "default", says: "Nobody has decided. Every run starts here." },
  { state: "HOLD", basis: "recorded", says: "An Owner decided HOLD and wrote why. That is a decision." },
  {
    state: "AUTHORIZED",
    basis: "recorded",
    says: "An Owner permitted what the scope says, until it expires.",
  },
  {
    state: "HOLD",
    basis: "superseded",
    says: "Evidence or verdict is newer than the decision, so that it no longer counts.",
  },
  { state: "HOLD", basis: "expired", says: "The authorization has run out." },
  { state: "HOLD", basis: "revoked", says: "An Owner took the authorization back." },
];

export default async function HelpPage() {
  await signedIn("/help");
  const language = await pageLanguage();
  const claims = claimWords(language);
  const says = verdictSays(language);
  return (
    <>
      <PageHeading
        title="Help"
        lead="notouch captures production before and after a pilot, compares the two row by row, and judges eight claims. Then an Owner decides. The two are separate facts."
      />
      <Part id="verdicts" title="Engineering verdicts">
        <dl className="card divide-y divide-line">
          {VERDICTS.map((verdict) => (
            <div key={verdict} className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[9rem_1fr]">
              <dt>
                <VerdictBadge verdict={verdict} />
              </dt>
              <dd>{says[verdict]}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="authority" title="Authority">
        <dl className="card divide-y divide-line">
          {BASES.map(({ state, basis, says }) => (
            <div
              key={`${state} ${basis}`}
              className="grid items-center gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[14rem_1fr]"
            >
              <dt className="flex items-center gap-2">
                <Seal authority={{ state, basis }} size={24} />
                <span>
                  <strong>{state}</strong> <span className="text-faint">{basis}</span>
                </span>
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="claims" title="The eight claims">
        <dl className="card divide-y divide-line">
          {CLAIM_IDS.map((id) => (
            <div
              key={id}
              id={id.toLowerCase()}
              className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[4rem_1fr]"
            >
              <dt className="font-semibold">{id}</dt>
              <dd>
                <strong>{claims[id].title}.</strong> {claims[id].proven}
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="fail-open" title="F-OPEN catalogue" aside="The marked ones disqualify a run.">
        <dl className="card divide-y divide-line">
          {(Object.keys(FAIL_OPEN) as FailOpenCode[]).map((code) => (
            <div key={code} className="grid gap-x-4 gap-y-1 px-4 py-2.5 sm:grid-cols-[15rem_1fr]">
              <dt>
                {FAIL_OPEN[code].disqualifies ? (
                  <FailOpenBadge code={code} named />
                ) : (
                  <span className="tag">{`${code} ${FAIL_OPEN[code].name}`}</span>
                )}
              </dt>
              <dd>{FAIL_OPEN[code].says}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part id="roles" title="Who may do what">
        <ul className="card divide-y divide-line">
          {(Object.keys(ROLES) as Role[]).map((role) => (
            <li key={role} className="px-4 py-2.5">
              <strong>{ROLES[role].title}</strong>{" "}
              {[
                ROLES[role].decides ? "decides" : "does not decide",
                ROLES[role].contributes ? "supplies evidence" : "supplies no evidence",
                ROLES[role].administers ? "manages accounts and keys" : "manages no accounts",
              ].join(", ")}
              . Everybody reads everything.
            </li>
          ))}
        </ul>
      </Part>
      <Part id="refusals" title="Why a decision is refused">
        <ul className="card divide-y divide-line">
          {Object.entries(BLOCKS).map(([block, { says, cure }]) => (
            <li key={block} className="px-4 py-2.5">
              {says} <span className="text-soft">{cure}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
