import { pageLanguage, wordsOf } from "@/app/_server/language";
import { isDigestText } from "@/app/_ui/digest";
import { DisclosureRows } from "@/app/_ui/disclosure-rows";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { CountWithDelta, Delta, Figure, grouped } from "@/app/_ui/figures";
import { VerdictBadge } from "@/app/_ui/verdict";
import { claimWords } from "@/app/_ui/words/domain-words";
import type { RunDetail } from "@/db/runs/views";
import type { DiffSlice } from "@/db/verdicts/views";
import type { ClaimId } from "@/lib/claims/catalog";
import type { Check, ClaimResult } from "@/lib/claims/check";
import { ClaimDetail } from "./claim-detail";
import { Recompute } from "./recompute/recompute";
import { RECOMPUTE } from "./recompute/recompute-words";
import { RUN } from "./run-words";

const COLUMNS = 8;

/** The eight claims with their leading figures. What fails or is unproven lies open; the rest opens on demand. */
export async function MatrixTable(props: {
  run: RunDetail;
  slices: ReadonlyMap<ClaimId, DiffSlice>;
  /** Whether rows of both sides were held against each other: only then can none differ. */
  compared: boolean;
}) {
  const { run, slices, compared } = props;
  const { claims: words } = await wordsOf(RUN);
  const recompute = await wordsOf(RECOMPUTE);
  const language = await pageLanguage();
  const titles = claimWords(language);
  const claims = run.matrix?.claims ?? [];
  const first = {
    FAIL: claims.find((c) => c.verdict === "FAIL")?.id,
    NO_EVIDENCE: claims.find((c) => c.verdict === "NO_EVIDENCE")?.id,
  };
  return (
    <div className="card overflow-hidden">
      <table className="grid-table matrix table-fixed">
        <caption className="sr-only">{words.caption}</caption>
        <thead className="bg-paper">
          <tr>
            <th scope="col">{words.claim}</th>
            <th scope="col" className="w-32">
              {words.verdict}
            </th>
            <th scope="col" className="num !hidden w-24 !text-right lg:!table-cell">
              {words.before}
            </th>
            <th scope="col" className="num !hidden w-24 !text-right lg:!table-cell">
              {words.after}
            </th>
            <th scope="col" className="num !hidden w-20 !text-right lg:!table-cell">
              {words.delta}
            </th>
            <th scope="col" className="!hidden w-36 lg:!table-cell">
              {words.checksum}
            </th>
            <th scope="col" className="!hidden w-32 lg:!table-cell">
              {words.rows}
            </th>
            <th scope="col" className="!hidden w-32 lg:!table-cell">
              F-OPEN
            </th>
          </tr>
        </thead>
        {claims.map((claim) => (
          <DisclosureRows
            key={claim.id}
            id={claim.id}
            open={claim.verdict !== "PASS"}
            columns={COLUMNS}
            shortcut={claim.id === first.FAIL ? "1" : claim.id === first.NO_EVIDENCE ? "2" : undefined}
            title={
              <>
                <span className="font-semibold">{claim.id}</span> {titles[claim.id].title}
                <Leading claim={claim} />
                {claim.failOpen.length > 0 && (
                  <span className="mt-1 flex flex-wrap gap-1 lg:hidden">
                    {claim.failOpen.map((code) => (
                      <FailOpenBadge key={code} code={code} language={language} />
                    ))}
                  </span>
                )}
              </>
            }
            cells={<LeadingFigures claim={claim} compared={compared} />}
          >
            <ClaimDetail claim={claim} slug={run.slug} slice={slices.get(claim.id) ?? null} />
            {run.matrix !== null && (
              <Recompute
                run={run.slug}
                claim={claim.id}
                matrixDigest={run.matrix.matrixDigest}
                words={recompute}
              />
            )}
          </DisclosureRows>
        ))}
      </table>
    </div>
  );
}

async function LeadingFigures({ claim, compared }: { claim: ClaimResult; compared: boolean }) {
  const { claims: words } = await wordsOf(RUN);
  const language = await pageLanguage();
  const count = leading(claim, isCount);
  const sum = leading(claim, isDigestText);
  const { changed, inserted, deleted } = claim.rows;
  return (
    <>
      <td className="!py-2.5">
        <VerdictBadge verdict={claim.verdict} />
      </td>
      <td className="num !hidden !py-2.5 lg:!table-cell">
        <Figure text={count?.before ?? null} language={language} />
      </td>
      <td className="num !hidden !py-2.5 lg:!table-cell">
        <Figure text={count?.after ?? null} language={language} />
      </td>
      <td className="num !hidden !py-2.5 lg:!table-cell">
        <Delta text={count?.delta ?? null} language={language} />
      </td>
      <td className="!hidden !py-2.5 lg:!table-cell">
        {sum === null ? <Figure text={null} language={language} /> : <Sum check={sum} />}
      </td>
      <td className="!hidden !py-2.5 whitespace-nowrap lg:!table-cell">
        {!compared ? (
          <span className="text-faint">{words.uncompared}</span>
        ) : changed + inserted + deleted === 0 ? (
          <span className="text-faint">{words.none}</span>
        ) : (
          <span className="font-semibold" title={words.kinds(changed, inserted, deleted)}>
            ±{grouped(changed, language)} +{grouped(inserted, language)} −{grouped(deleted, language)}
          </span>
        )}
      </td>
      <td className="!hidden !py-2.5 lg:!table-cell">
        <span className="flex flex-wrap gap-1">
          {claim.failOpen.map((code) => (
            <FailOpenBadge key={code} code={code} language={language} />
          ))}
        </span>
      </td>
    </>
  );
}

const isCount = (figure: string) => /^\d+$/.test(figure);

/** The leading count where the columns have no room. */
async function Leading({ claim }: { claim: ClaimResult }) {
  const count = leading(claim, isCount);
  if (count === null) return null;
  return (
    <span className="mt-1 block text-soft lg:hidden">
      <CountWithDelta
        before={count.before}
        after={count.after}
        delta={count.delta}
        language={await pageLanguage()}
      />
    </span>
  );
}

/** The check whose figures stand for the claim in the closed row: the first that gave the claim its verdict, then the first that was measured. */
function leading({ checks, verdict }: ClaimResult, fits: (figure: string) => boolean): Check | null {
  const measured = checks.filter((c) => fits(c.before ?? "") || fits(c.after ?? ""));
  return measured.find((c) => c.verdict === verdict) ?? measured[0] ?? null;
}

async function Sum({ check }: { check: Check }) {
  const { claims: words } = await wordsOf(RUN);
  if (check.before === null || check.after === null)
    return <span className="text-faint">{words.oneSide}</span>;
  if (check.before === check.after)
    return (
      <span title={check.before}>
        {words.same} {short(check.after)}
      </span>
    );
  return (
    <span className="font-semibold" title={`${check.before} → ${check.after}`}>
      {words.differs} {short(check.after)}
    </span>
  );
}

function short(digest: string) {
  return <code className="text-xs text-faint">{digest.replace(/^sha256:/, "").slice(0, 8)}…</code>;
}
