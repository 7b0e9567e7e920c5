"use client";

import { lazy, Suspense, useState } from "react";
import { send } from "@/app/_ui/problem";
import type { Bound } from "./bound";
import type { Prepared } from "./confirm-app";
import type { FactorWords } from "./factor-words";
import { ProofForm } from "./proof-form";
import type { Enrolled } from "./recovery-codes";

/** Fetched once there is a secret to scan. */
const ConfirmApp = lazy(async () => ({ default: (await import("./confirm-app")).ConfirmApp }));

/** Enrols an authenticator app: presence, a secret to scan, and the app's first code. */
export function AddApp({
  has,
  words,
  added,
}: {
  has: Bound;
  words: FactorWords;
  added: (enrolled: Enrolled) => void;
}) {
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const prepare = async (proof: object) => {
    const answer = await send("/api/v1/me/factors/totp", { proof });
    if (answer.ok) setPrepared(answer.json as Prepared);
    return answer;
  };
  return (
    <details className="card px-4 py-3">
      <summary className="cursor-pointer font-semibold">{words.totp.add}</summary>
      {prepared === null ? (
        <ProofForm has={has} words={words.proof} action={words.totp.show} act={prepare} />
      ) : (
        <Suspense fallback={<p role="status">{words.totp.fetched}</p>}>
          <ConfirmApp
            words={words.totp}
            prepared={prepared}
            added={(enrolled) => {
              setPrepared(null);
              added(enrolled);
            }}
          />
        </Suspense>
      )}
    </details>
  );
}
