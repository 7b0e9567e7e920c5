"use client";

import { send } from "@/app/_ui/problem";
import type { FactorsView } from "@/db/identity/views";
import type { Bound } from "./bound";
import type { FactorWords } from "./factor-words";
import { ProofForm } from "./proof-form";

export interface Enrolled {
  readonly factors: FactorsView;
  readonly recoveryCodes: readonly string[] | null;
}

/** The answer of this server's own interface to an enrolment. */
export function parseEnrolled(json: unknown): Enrolled {
  return json as Enrolled;
}

export function NewRecoveryCodes({
  has,
  words,
  made,
}: {
  has: Bound;
  words: FactorWords;
  made: (enrolled: Enrolled) => void;
}) {
  const renew = async (proof: object) => {
    const answer = await send("/api/v1/me/factors/recovery-codes", { proof });
    if (answer.ok) made(parseEnrolled(answer.json));
    return answer;
  };
  return (
    <details className="card px-4 py-3">
      <summary className="cursor-pointer font-semibold">{words.recovery.renew}</summary>
      <p className="mt-2 text-sm text-soft">{words.recovery.stops}</p>
      <ProofForm has={has} words={words.proof} action={words.recovery.go} act={renew} />
    </details>
  );
}
