"use client";

import { lazy, type ReactNode, Suspense, useState } from "react";
import { send } from "@/app/_ui/problem";
import { When } from "@/app/_ui/when";
import { filled } from "@/app/_ui/words/catalogue";
import type { FactorsView } from "@/db/identity/views";
import { AddApp } from "./add-app";
import { AddPasskey } from "./add-passkey";
import type { Bound } from "./bound";
import type { FactorWords } from "./factor-words";
import { ProofForm } from "./proof-form";
import { type Enrolled, NewRecoveryCodes } from "./recovery-codes";

/** Shown once, and fetched with the codes. Where it cannot be, the codes stand there all the same. */
const RecoveryCodeList = lazy(() =>
  import("./recovery-code-list").then(
    (module) => ({ default: module.RecoveryCodeList }),
    () => ({ default: BareCodes }),
  ),
);

function BareCodes({ codes }: { codes: readonly string[] }) {
  return <pre>{codes.join("\n")}</pre>;
}

/** A person's own second factors: what there is, what can be added, what can be removed. */
export function FactorPanel({
  present,
  words,
  password,
}: {
  present: FactorsView;
  words: FactorWords;
  password: boolean;
}) {
  const [factors, setFactors] = useState(present);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const { passkeys, totpSince, recoveryCodes } = factors;
  const has: Bound = {
    bound: passkeys.length > 0 || totpSince !== null,
    passkeys: passkeys.length,
    password,
  };
  const enrolled = (made: Enrolled) => {
    setFactors(made.factors);
    if (made.recoveryCodes !== null) setCodes(made.recoveryCodes);
  };
  const removal = (path: string) => async (proof: object) => {
    const answer = await send(`/api/v1/me/factors/${path}/removal`, { proof });
    if (answer.ok) setFactors(answer.json as FactorsView);
    return answer;
  };
  return (
    <>
      {codes !== null && (
        <Suspense fallback={<BareCodes codes={codes} />}>
          <RecoveryCodeList codes={codes} words={words.recovery} />
        </Suspense>
      )}
      {has.bound ? (
        <ul aria-label={words.enrolled} className="card mb-3 divide-y divide-line">
          {passkeys.map((p) => (
            <Factor key={p.id} has={has} words={words} name={p.name} remove={removal(`passkeys/${p.id}`)}>
              {filled(words.passkeyFor, { host: p.rpId })} <When at={p.createdAt} />
              {p.lastUsedAt !== null && (
                <>
                  {words.lastUsed} <When at={p.lastUsedAt} />
                </>
              )}
            </Factor>
          ))}
          {totpSince !== null && (
            <Factor has={has} words={words} name={words.app} remove={removal("totp")}>
              {words.appAdded} <When at={totpSince} />
            </Factor>
          )}
          <li className="px-4 py-2 text-sm text-soft">{filled(words.left, { n: recoveryCodes })}</li>
        </ul>
      ) : (
        <p className="mb-3">{words.none}</p>
      )}
      <div className="space-y-3">
        <AddPasskey has={has} words={words} added={enrolled} />
        {totpSince === null && <AddApp has={has} words={words} added={enrolled} />}
        {has.bound && <NewRecoveryCodes has={has} words={words} made={enrolled} />}
      </div>
    </>
  );
}

function Factor(props: {
  has: Bound;
  words: FactorWords;
  name: string;
  remove: Parameters<typeof ProofForm>[0]["act"];
  children: ReactNode;
}) {
  const { has, words, name, remove, children } = props;
  const removal = filled(words.remove, { name });
  return (
    <li className="px-4 py-2.5">
      <p>
        <strong className="break-words">{name}</strong> <span className="text-sm text-soft">{children}</span>
      </p>
      <details>
        <summary className="link w-fit cursor-pointer text-sm">{removal}</summary>
        <ProofForm has={has} words={words.proof} action={removal} act={remove} />
      </details>
    </li>
  );
}
