import { Command } from "@/app/_ui/command";
import { Digest, FullDigest } from "@/app/_ui/digest";
import { EmptyState } from "@/app/_ui/empty-state";
import { ExplainButton, Explained } from "@/app/_ui/explain";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { CountWithDelta, Delta, Figure } from "@/app/_ui/figures";
import { Note, PageHeading, Part, Scroller } from "@/app/_ui/frame";
import { Icon, SIGN_NAMES } from "@/app/_ui/icon";
import { ProblemNote } from "@/app/_ui/problem-note";
import { Seal } from "@/app/_ui/seal";
import { RunSkeleton } from "@/app/_ui/skeleton";
import { COLOURS, type Colour, SPACES, TEXT_SIZES } from "@/app/_ui/tokens";
import { ClaimBadge, VerdictBadge, VerdictCells } from "@/app/_ui/verdict";
import { Age, When } from "@/app/_ui/when";
import type { Basis } from "@/app/_ui/words/domain-words";
import { CLAIM_IDS, VERDICTS } from "@/lib/claims/catalog";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import { signedIn } from "../signed-in";

export const metadata = { title: "Design" };

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const THEN = "2026-06-19T08:15:30.000Z";
const SEALS: readonly (readonly ["HOLD" | "AUTHORIZED", Exclude<Basis, "authorized">])[] = [
  ["HOLD", "default"],
  ["HOLD", "recorded"],
  ["AUTHORIZED", "recorded"],
  ["HOLD", "superseded"],
  ["HOLD", "expired"],
  ["HOLD", "revoked"],
];

/** Every token and shared part once, in the state of this window. What is shown here are specimens, not records. */
export default async function DesignPage() {
  await signedIn("/design");
  return (
    <>
      <PageHeading title="Design" lead="Every colour, size, sign and shared part. Specimens, not records." />
      <Part id="colours" title="Colours">
        <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-8">
          {(Object.keys(COLOURS) as Colour[]).map((name) => (
            <li key={name} className="card overflow-hidden text-xs">
              <div className="h-12 border-b border-line" style={{ background: `var(--color-${name})` }} />
              <p className="px-2 py-1">
                {name} <span className="text-faint">{COLOURS[name].use}</span>
              </p>
            </li>
          ))}
        </ul>
      </Part>
      <Part id="sizes" title="Type and space">
        {TEXT_SIZES.map((size) => (
          <p key={size} style={{ fontSize: `var(--text-${size})` }}>
            {size} · 1,213,202 rows compared · 1.213.202 dòng được so sánh
          </p>
        ))}
        <ul className="mt-4 space-y-2 text-sm">
          {SPACES.map((space) => (
            <li key={space} className="flex items-center gap-3">
              <span className="bg-ink" style={{ width: `var(--spacing-${space})`, height: "0.75rem" }} />{" "}
              {space}
            </li>
          ))}
        </ul>
      </Part>
      <Part id="signs" title="Signs">
        <ul className="flex flex-wrap gap-4 text-xs">
          {SIGN_NAMES.map((sign) => (
            <li key={sign} className="flex w-16 flex-col items-center gap-1">
              <Icon sign={sign} size={22} /> {sign}
            </li>
          ))}
        </ul>
      </Part>
      <Part id="verdicts" title="Verdicts and claims">
        <div className="flex flex-wrap items-center gap-3">
          {VERDICTS.map((verdict) => (
            <VerdictBadge key={verdict} verdict={verdict} />
          ))}
          {VERDICTS.map((verdict) => (
            <ClaimBadge key={verdict} id="NT-1" verdict={verdict} />
          ))}
          <VerdictCells
            claims={CLAIM_IDS.map((id, i) => ({
              id,
              verdict: VERDICTS[i % VERDICTS.length] ?? "NO_EVIDENCE",
            }))}
          />
          <VerdictCells claims={[]} />
        </div>
      </Part>
      <Part id="fail-open" title="F-OPEN">
        <div className="flex flex-wrap gap-2">
          {(Object.keys(FAIL_OPEN) as FailOpenCode[]).map((code) => (
            <FailOpenBadge key={code} code={code} named />
          ))}
          <FailOpenBadge code="F-OPEN-10" />
        </div>
      </Part>
      <Part id="seals" title="Authority">
        <ul className="flex flex-wrap gap-6 text-sm">
          {SEALS.map(([state, basis]) => (
            <li key={`${state} ${basis}`} className="flex items-center gap-2">
              <Seal authority={{ state, basis }} size={44} />
              <span>
                <strong>{state}</strong> {basis}
              </span>
            </li>
          ))}
          <li className="flex items-center gap-2">
            <Seal authority={{ state: "HOLD", basis: "default", awaiting: true }} size={44} />
            <span>
              <strong>HOLD</strong> default, one of two Owners
            </span>
          </li>
        </ul>
      </Part>
      <Part id="figures" title="Figures, times and digests">
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <Figure text="1213202" />
          <Figure text={null} />
          <Figure text={DIGEST} />
          <Delta text="0" />
          <Delta text="93" />
          <Delta text="-3" />
          <CountWithDelta before="1402" after="1405" delta="3" />
          <CountWithDelta before="1402" after={null} delta={null} />
          <Digest digest={DIGEST} label="specimen digest" />
          <FullDigest digest={DIGEST} label="whole specimen digest" />
          <When at={THEN} seconds />
          <Age at={THEN} now={new Date("2026-06-22T09:00:00Z")} />
        </div>
      </Part>
      <Part id="parts" title="Parts">
        <div className="space-y-4">
          <div className="flex flex-wrap items-center gap-3">
            <button type="button" className="button">
              Button
            </button>
            <button type="button" className="button button-ink">
              First button
            </button>
            <button type="button" className="button" disabled>
              Not now
            </button>
            <input className="field !w-48" aria-label="Field" placeholder="a field" />
            <span className="tag">tag</span>
            <ExplainButton of="explained-specimen" label="What is a specimen?" />
            <Explained
              id="explained-specimen"
              text="A specimen shows how a part looks. It stands for no record."
              href="/help"
              more="Help"
            />
          </div>
          <Command text="npx notouch run create my-pilot --profile birth-registry" label="specimen command" />
          <EmptyState
            title="Nothing is here yet."
            command={{ text: "npx notouch run list", label: "command that fills it" }}
          >
            <p>What is missing, and who can supply it.</p>
          </EmptyState>
          <Note title="A note.">
            <p>Something to know, which is no refusal.</p>
          </Note>
          <ProblemNote
            problem={{
              slug: "bad-archive",
              status: 400,
              title: "The archive is damaged",
              detail: "Capture again.",
              errors: [{ at: "entry 3", problem: "is cut off" }],
              trace: "00000000-0000-0000-0000-000000000000",
            }}
          />
          <Scroller label="Specimen table" className="card">
            <table className="grid-table min-w-[40rem]">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col" className="num !text-right">
                    Rows
                  </th>
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">public.birth_registry</th>
                  <td className="num">1,213,202</td>
                </tr>
              </tbody>
            </table>
          </Scroller>
          <RunSkeleton />
        </div>
      </Part>
    </>
  );
}
