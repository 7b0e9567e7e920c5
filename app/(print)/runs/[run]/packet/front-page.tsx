import type { ReactNode } from "react";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { grouped } from "@/app/_ui/figures";
import { Mark } from "@/app/_ui/mark";
import { When } from "@/app/_ui/when";
import type { RunDetail } from "@/db/runs/views";
import type { Matrix } from "@/lib/verdict/matrix";
import { PACKET } from "./packet-words";

/** What it is about, both facts one below the other, and every digest that they rest on, in full. */
export async function FrontPage(props: {
  run: RunDetail;
  matrix: Matrix;
  checkpoint: { readonly size: number; readonly root: string };
  /** Both banners. */
  children: ReactNode;
}) {
  const { run, matrix, checkpoint, children } = props;
  const words = await wordsOf(PACKET);
  const language = await pageLanguage();
  const contributors = run.contributors.map((c) => c.username).join(", ");
  return (
    <section className="sheet" aria-labelledby="packet-title">
      <p className="flex items-center gap-2 text-lg font-bold">
        <Mark size={26} /> notouch{" "}
        <span className="ml-auto text-sm font-normal text-faint">{words.title}</span>
      </p>
      <h1 id="packet-title" className="mt-6 mb-4 text-2xl">
        {run.name}
      </h1>
      {children}
      <p className="mt-3 text-sm text-soft">{words.two}</p>
      <dl className="packet-facts mt-5">
        <dt>{words.run}</dt>
        <dd>
          <code>{run.slug}</code>
        </dd>
        <dt>{words.profile}</dt>
        <dd>
          {run.profile.name} {run.profile.version} <code>{run.profile.digest}</code>
        </dd>
        <dt>{words.created}</dt>
        <dd>
          <When at={run.createdAt} seconds /> {run.createdBy}
        </dd>
        <dt>{words.contributors}</dt>
        <dd>{contributors === "" ? words.nobody : contributors}</dd>
        <dt>{words.matrix}</dt>
        <dd>
          <code>{matrix.matrixDigest}</code>
        </dd>
        <dt>{words.evaluator}</dt>
        <dd>{matrix.evaluator}</dd>
        <dt>{words.ledger}</dt>
        <dd>
          {words.ledgerAt(checkpoint.size)} <code>{checkpoint.root}</code>
        </dd>
        <dt>{words.made}</dt>
        <dd>
          <When at={new Date().toISOString()} seconds />
        </dd>
      </dl>
      <h2 className="mt-5">{words.evidence}</h2>
      <table className="grid-table">
        <thead>
          <tr>
            <th scope="col">{words.phase}</th>
            <th scope="col">{words.taken}</th>
            <th scope="col">{words.by}</th>
            <th scope="col" className="num !text-right">
              {words.rows}
            </th>
            <th scope="col">{words.digest}</th>
          </tr>
        </thead>
        <tbody>
          {(["before", "staging", "after-run", "after"] as const).map((phase) => {
            const evidence = run.evidence.find((e) => e.phase === phase);
            if (!evidence && phase === "after-run") return null;
            return (
              <tr key={phase}>
                <th scope="row">{phase}</th>
                {evidence ? (
                  <>
                    <td>
                      <When at={evidence.startedAt} seconds />
                    </td>
                    <td>{evidence.recordedBy}</td>
                    <td className="num">{grouped(evidence.rows, language)}</td>
                    <td className="break-all">
                      <code>{evidence.digest}</code>
                    </td>
                  </>
                ) : (
                  <td colSpan={4} className="font-semibold text-none">
                    {words.missing}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
