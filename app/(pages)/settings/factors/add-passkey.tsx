"use client";

import { useSyncExternalStore } from "react";
import { makePasskey, passkeysWork } from "@/app/_ui/passkey";
import { send } from "@/app/_ui/problem";
import type { Bound } from "./bound";
import type { FactorWords } from "./factor-words";
import { ProofForm } from "./proof-form";
import { type Enrolled, parseEnrolled } from "./recovery-codes";

const never = () => () => {};
const FIELD = "passkey-name";

/** Enrols a passkey: presence, the browser's own dialogue, then its name. */
export function AddPasskey({
  has,
  words,
  added,
}: {
  has: Bound;
  words: FactorWords;
  added: (enrolled: Enrolled) => void;
}) {
  const works = useSyncExternalStore(never, passkeysWork, () => true);
  const [before, after] = words.passkey.elsewhere.split("{host}");
  const enrol = async (proof: object) => {
    const field = document.getElementById(FIELD);
    const name = field instanceof HTMLInputElement ? field.value : "";
    const options = await send("/api/v1/me/factors/passkeys/options", { proof });
    if (!options.ok) return options;
    const made = await makePasskey(options.json);
    if (!made.ok) return made;
    const answer = await send("/api/v1/me/factors/passkeys", { name, response: made.json });
    if (answer.ok) added(parseEnrolled(answer.json));
    return answer;
  };
  return (
    <details className="card px-4 py-3">
      <summary className="cursor-pointer font-semibold">{words.passkey.add}</summary>
      {works ? (
        <ProofForm has={has} words={words.proof} action={words.passkey.go} act={enrol}>
          <label className="text-sm sm:col-span-2">
            <span className="mb-1 block font-semibold">{words.passkey.name}</span>
            <input
              id={FIELD}
              required
              maxLength={80}
              autoComplete="off"
              placeholder={words.passkey.example}
              className="field"
            />
          </label>
        </ProofForm>
      ) : (
        <p className="mt-2 text-sm">
          {before}
          <code>localhost</code>
          {after}
        </p>
      )}
    </details>
  );
}
