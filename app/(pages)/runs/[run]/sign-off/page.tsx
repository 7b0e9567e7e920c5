import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { settings } from "@/app/_server/settings";
import { Note, PageHeading, Part } from "@/app/_ui/frame";
import { Refresher } from "@/app/_ui/refresher";
import { When } from "@/app/_ui/when";
import { blockWords } from "@/app/_ui/words/block-words";
import { caveatWords, isCaveatCode } from "@/app/_ui/words/bracket-words";
import { failOpenSays, roleTitle } from "@/app/_ui/words/domain-words";
import type { Language } from "@/app/_ui/words/language";
import { registerTitle } from "@/app/_ui/words/register-item-words";
import { ownerPassOf } from "@/db/authority/gates";
import { currentRegister } from "@/db/authority/register";
import { factorsOf, hasFactor } from "@/db/identity/factors";
import { getRun } from "@/db/runs/runs";
import type { RunDetail } from "@/db/runs/views";
import type { Db } from "@/db/store/client";
import { diffSlice } from "@/db/verdicts/diffs";
import type { Decision } from "@/lib/authority/authority";
import { authorizeBlocks, type Block, caveatNames, mayDecide } from "@/lib/authority/eligibility";
import type { Role } from "@/lib/authority/roles";
import type { Caveat } from "@/lib/claims/check";
import { isFailOpenCode } from "@/lib/claims/fail-open";
import { signedIn } from "../../../signed-in";
import { AuthoritySummary } from "../authority-banner";
import { IntegrityBanner } from "../integrity-banner";
import { integrityFault, judgedRun } from "../judged-run";
import { OwnerPassNote } from "../owner-pass-note";
import { Decisions } from "../records";
import { RUN } from "../run-words";
import { type Acknowledgeable, Named } from "./acknowledgements";
import type { First } from "./decision-fields";
import { DecisionForm } from "./decision-form";
import { DECISION } from "./decision-words";
import { Proven } from "./proven";
import { SIGN_OFF } from "./sign-off-words";
import { TwoColumns } from "./two-columns";

type Props = { params: Promise<{ run: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { titleOf } = await wordsOf(SIGN_OFF);
  return { title: titleOf((await params).run) };
}

export default async function SignOffPage({ params }: Props) {
  const person = await signedIn(`/runs/${(await params).run}/sign-off`);
  const db = await database();
  const found = await getRun(db, (await params).run);
  if (found === null) notFound();
  const words = await wordsOf(SIGN_OFF);
  const language = await pageLanguage();
  const view = await viewOf(db, found);
  const heading = (
    <PageHeading
      title={words.title}
      lead={
        <>
          {words.of}{" "}
          <Link href={`/runs/${found.slug}`} prefetch={false} className="link">
            {found.name}
          </Link>
          . {words.starts}
        </>
      }
    />
  );
  if ("fault" in view)
    return (
      <>
        {heading}
        <IntegrityBanner fault={view.fault} />
      </>
    );
  const { run, changes } = view;
  const actor = { id: person.id, role: person.role, viaKey: false };
  const contributors = new Set(run.contributors.map((c) => c.id));
  const barred = mayDecide(actor);
  const factors = await factorsOf(db, person.id);
  const policy = settings().decisions;
  const awaiting = run.authority.basis === "default" ? (run.authority.awaiting ?? null) : null;
  /** What the transaction would refuse, said before anything is written. */
  const blocksOf = (blocks: Block[]): Block[] => [
    ...blocks,
    ...(run.authority.state === "AUTHORIZED" ? (["already-authorized"] as const) : []),
    ...(awaiting?.decidedBy === person.username ? (["second-owner"] as const) : []),
    ...(policy.stepUp === "factor" && !hasFactor(factors) ? (["factor-needed"] as const) : []),
  ];
  const caveats = (run.matrix?.caveats ?? []).map((caveat) => caveatOf(caveat, language));
  const blockers: Acknowledgeable[] = (await currentRegister(db))
    .filter((item) => item.kind === "blocker" && item.state === "OPEN")
    .map(({ code, title }) => ({ name: code, says: registerTitle(code, title, language) }));
  const proven = (
    <>
      <Proven run={run} changes={changes} />
      <OwnerPassNote pass={await ownerPassOf(db, run)} />
    </>
  );
  return (
    <>
      {run.matrix === null && <Refresher seconds={2} />}
      {heading}
      <AuthoritySummary authority={run.authority} />
      {barred.length > 0 || run.matrix === null ? (
        <TwoColumns
          left={
            <>
              {proven}
              {run.matrix !== null && <ToAcknowledge items={[...caveats, ...blockers]} />}
            </>
          }
          right={barred.length > 0 ? <Barred blocks={barred} role={person.role} /> : <NotJudged />}
        />
      ) : (
        <DecisionForm
          key={run.matrix.matrixDigest}
          run={run.slug}
          matrixDigest={run.matrix.matrixDigest}
          verdicts={run.engineering.claims}
          authorized={run.authority.state === "AUTHORIZED"}
          revocable={run.authority.state === "AUTHORIZED" || awaiting !== null}
          first={firstOf(awaiting)}
          owners={policy.owners}
          newest={run.decisions.at(-1)?.ledgerIndex ?? null}
          factors={{ passkeyHosts: factors.passkeys.map((p) => p.rpId), app: factors.totpSince !== null }}
          blocks={blocksOf(authorizeBlocks(actor, contributors, run.matrix)).map((block) => ({
            block,
            ...blockWords(language)[block],
            ...(block === "not-pass" && { cure: words.notPass[run.engineering.verdict] }),
          }))}
          caveats={caveats}
          blockers={blockers}
          now={new Date().toISOString()}
          words={await wordsOf(DECISION)}
        >
          {proven}
        </DecisionForm>
      )}
      {run.decisions.length > 0 && (
        <Part id="decisions" title={words.earlier} aside={(await wordsOf(RUN)).decisions.says}>
          <Decisions decisions={run.decisions} />
        </Part>
      )}
    </>
  );
}

/** The judged run with the figures of its row diff, or what is wrong with its records: then nothing is said of it. */
async function viewOf(db: Db, found: RunDetail) {
  try {
    const run = await judgedRun(db, found);
    return { run, changes: run.matrix === null ? null : await diffSlice(db, run.slug, { limit: 1 }) };
  } catch (failure) {
    const fault = integrityFault(failure);
    if (fault === null) throw failure;
    console.error(`run ${found.slug}:`, failure);
    return { fault };
  }
}

/** A caveat under the name by which it is acknowledged. What it says is part of the sealed matrix, in English. */
function caveatOf(caveat: Caveat, language: Language): Acknowledgeable {
  const { code, detail: says } = caveat;
  const name = caveatNames({ caveats: [caveat] }).join();
  if (language === "en") return { name, says };
  const means = isCaveatCode(code)
    ? caveatWords(language)[code]
    : isFailOpenCode(code)
      ? failOpenSays(code, language)
      : undefined;
  return { name, says, lang: "en", ...(means !== undefined && { means }) };
}

function firstOf(awaiting: Decision | null): First | null {
  if (awaiting === null || awaiting.scope === null || awaiting.expiresAt === null) return null;
  const { decidedBy, scope, expiresAt } = awaiting;
  return { decidedBy, scope, expiresAt, expires: <When at={expiresAt} /> };
}

async function ToAcknowledge({ items }: { items: readonly Acknowledgeable[] }) {
  if (items.length === 0) return null;
  const { acknowledge } = await wordsOf(SIGN_OFF);
  return (
    <section aria-labelledby="to-acknowledge" className="mt-6">
      <h2 id="to-acknowledge" className="mb-2 text-lg">
        {acknowledge}
      </h2>
      <ul className="card grid text-sm sm:grid-cols-2">
        {items.map((item) => (
          <li
            key={item.name}
            className={`px-4 py-2 break-words ${item.says.length > 60 ? "sm:col-span-2" : ""}`}
          >
            <Named {...item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

async function Barred({ blocks, role }: { blocks: readonly Block[]; role: Role }) {
  const { barred } = await wordsOf(SIGN_OFF);
  const language = await pageLanguage();
  const words = blockWords(language);
  return (
    <Note title={barred.title}>
      {blocks.map((block) => (
        <p key={block}>
          {words[block].says} {words[block].cure}
        </p>
      ))}
      <p>{barred.role(roleTitle(role, language))}</p>
    </Note>
  );
}

async function NotJudged() {
  const { pending } = await wordsOf(SIGN_OFF);
  return (
    <Note title={pending.title}>
      <p>{pending.says}</p>
    </Note>
  );
}
