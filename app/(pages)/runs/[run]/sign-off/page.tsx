import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { settings } from "@/app/_server/settings";
import { FullDigest } from "@/app/_ui/digest";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { Refresher } from "@/app/_ui/refresher";
import { factorsOf, hasFactor } from "@/db/factors";
import { ownerPassOf } from "@/db/gates";
import { currentRegister } from "@/db/register";
import { getRun } from "@/db/runs";
import type { RunDetail } from "@/db/views";
import type { Decision } from "@/lib/authority/authority";
import { authorizeBlocks, BLOCKS, type Block, caveatNames, mayDecide } from "@/lib/authority/eligibility";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../../../signed-in";
import { AuthoritySummary } from "../authority-banner";
import { judgedRun } from "../judged-run";
import { OwnerPassNote } from "../owner-pass-note";
import { Decisions } from "../records";
import type { First } from "./decision-fields";
import { DecisionForm } from "./decision-form";
import { PlainClaims } from "./plain-claims";
import { TwoColumns } from "./two-columns";

type Props = { params: Promise<{ run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Sign-off of ${(await params).run}` };
}

export default async function SignOffPage({ params }: Props) {
  const person = await signedIn(`/runs/${(await params).run}/sign-off`);
  const db = await database();
  const found = await getRun(db, (await params).run);
  if (found === null) notFound();
  const run = await judgedRun(db, found);
  const blockers = (await currentRegister(db)).filter(
    (item) => item.kind === "blocker" && item.state === "OPEN",
  );
  const actor = { id: person.id, role: person.role, viaKey: false };
  const contributors = new Set(run.contributors.map((c) => c.id));
  const barred = mayDecide(actor);
  const factors = await factorsOf(db, person.id);
  const awaiting = run.authority.basis === "default" ? (run.authority.awaiting ?? null) : null;
  /** What the transaction would refuse, said before anything is written. */
  const blocksOf = (blocks: Block[]): Block[] => [
    ...blocks,
    ...(run.authority.state === "AUTHORIZED" ? (["already-authorized"] as const) : []),
    ...(awaiting?.decidedBy === person.username ? (["second-owner"] as const) : []),
    ...(settings().decisions.stepUp === "factor" && !hasFactor(factors) ? (["factor-needed"] as const) : []),
  ];
  const proven = (
    <>
      <Proven run={run} />
      <OwnerPassNote pass={await ownerPassOf(db, run)} />
    </>
  );
  return (
    <>
      {run.matrix === null && <Refresher seconds={2} />}
      <PageHeading
        title="Sign-off"
        lead={
          <>
            of{" "}
            <Link href={`/runs/${run.slug}`} prefetch={false} className="link">
              {run.name}
            </Link>
            . Nothing here starts anything: a decision is recorded, and nothing else happens.
          </>
        }
      />
      <AuthoritySummary authority={run.authority} />
      {barred.length > 0 || run.matrix === null ? (
        <TwoColumns
          left={proven}
          right={
            barred.length > 0 ? <Barred blocks={barred} role={ROLES[person.role].title} /> : <NotJudged />
          }
        />
      ) : (
        <DecisionForm
          key={run.matrix.matrixDigest}
          run={run.slug}
          matrixDigest={run.matrix.matrixDigest}
          verdicts={run.engineering.claims}
          revocable={run.authority.state === "AUTHORIZED" || awaiting !== null}
          first={firstOf(awaiting)}
          newest={run.decisions.at(-1)?.ledgerIndex ?? null}
          factors={{ passkeyHosts: factors.passkeys.map((p) => p.rpId), app: factors.totpSince !== null }}
          blocks={blocksOf(authorizeBlocks(actor, contributors, run.matrix)).map((block) => ({
            block,
            ...BLOCKS[block],
          }))}
          caveats={run.matrix.caveats.flatMap((caveat) =>
            caveatNames({ caveats: [caveat] }).map((name) => ({ name, says: caveat.detail })),
          )}
          blockers={blockers.map(({ code, title }) => ({ name: code, says: title === code ? "" : title }))}
          now={new Date().toISOString()}
        >
          {proven}
        </DecisionForm>
      )}
      {run.matrix !== null && barred.length > 0 && (run.matrix.caveats.length > 0 || blockers.length > 0) && (
        <Part id="to-acknowledge" title="What an Owner would have to acknowledge">
          <ul className="card divide-y divide-line text-sm">
            {[
              ...run.matrix.caveats.map((c) => ({ name: caveatNames({ caveats: [c] })[0], says: c.detail })),
              ...blockers.map((b) => ({ name: b.code, says: b.title })),
            ].map((item) => (
              <li key={item.name} className="px-4 py-2">
                <strong>{item.name}</strong> <span className="text-soft">{item.says}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {run.decisions.length > 0 && (
        <Part id="decisions" title="Decisions" aside="Newest first. None is ever changed or removed.">
          <Decisions decisions={run.decisions} />
        </Part>
      )}
    </>
  );
}

function firstOf(awaiting: Decision | null): First | null {
  if (awaiting === null || awaiting.scope === null || awaiting.expiresAt === null) return null;
  const { decidedBy, scope, expiresAt } = awaiting;
  return { decidedBy, scope, expiresAt };
}

function Proven({ run }: { run: RunDetail }) {
  return (
    <>
      <h2 className="mb-3 text-lg">What was proven</h2>
      <PlainClaims run={run} />
      <dl className="mt-4 grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[8rem_1fr]">
        <dt className="text-faint">Matrix digest</dt>
        <dd>
          {run.matrix === null ? (
            "none: nothing was judged"
          ) : (
            <FullDigest digest={run.matrix.matrixDigest} label="matrix digest" />
          )}
        </dd>
        <dt className="text-faint">Contributed by</dt>
        <dd>
          {run.contributors.length === 0 ? "nobody" : run.contributors.map((c) => c.username).join(", ")}
        </dd>
      </dl>
    </>
  );
}

function Barred({ blocks, role }: { blocks: readonly Block[]; role: string }) {
  return (
    <Note title="You can read this page. You cannot decide here.">
      {blocks.map((block) => (
        <p key={block}>
          {BLOCKS[block].says} {BLOCKS[block].cure}
        </p>
      ))}
      <p>You are signed in as {role}.</p>
    </Note>
  );
}

function NotJudged() {
  return (
    <Note title="There is nothing to decide on yet.">
      <p>The evidence is being judged. This page refreshes itself. Until then the run is on HOLD.</p>
    </Note>
  );
}
