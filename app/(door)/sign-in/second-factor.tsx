"use client";

import { type FormEvent, useState } from "react";
import { signWithPasskey } from "@/app/_ui/passkey";
import { type Problem, send } from "@/app/_ui/problem";
import type { SignInWords } from "./sign-in-words";

/** What the account can show besides its password. */
export interface Ways {
  readonly app: boolean;
  readonly passkey: boolean;
  readonly recoveryCode: boolean;
}

/** The ways in the answer to a right password; null where none is due and the session has begun. */
export function parseWays(answer: unknown): Ways | null {
  if (typeof answer !== "object" || answer === null || !("secondFactor" in answer)) return null;
  const said = answer.secondFactor;
  const has = (way: string) =>
    typeof said === "object" &&
    said !== null &&
    way in said &&
    (said as Record<string, unknown>)[way] === true;
  return { app: has("app"), passkey: has("passkey"), recoveryCode: has("recoveryCode") };
}

/** The second step. The first is kept in a cookie for five minutes and opens nothing else. */
export function SecondFactor(props: {
  readonly ways: Ways;
  readonly enter: () => void;
  readonly again: () => void;
  readonly words: Pick<SignInWords, "form" | "second">;
}) {
  const { ways, enter, again } = props;
  const { form, second } = props.words;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const show = async (proof: object) => {
    const answer = await send("/api/auth/sign-in/second-factor", proof);
    if (answer.ok) return enter();
    setBusy(false);
    setProblem(answer.problem);
  };
  const byCode = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code")).trim();
    setBusy(true);
    await show({ code });
  };
  const byPasskey = async () => {
    setBusy(true);
    const options = await send("/api/auth/sign-in/second-factor/options", {});
    const signed = options.ok ? await signWithPasskey(options.json) : options;
    if (signed.ok) return show({ passkey: signed.json });
    setBusy(false);
    setProblem(signed.problem);
  };
  return (
    <form onSubmit={byCode} method="post" className="card space-y-4 px-5 py-5">
      <p className="font-semibold">{second.title}</p>
      <label className="block text-sm">
        <span className="mb-1 block font-semibold">{ways.app ? second.code : second.recovery}</span>
        <input
          name="code"
          required
          maxLength={40}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          spellCheck={false}
          className="field"
        />
      </label>
      {problem && (
        <p role="alert" className="rounded-md border border-fail bg-fail-wash px-3 py-2 text-sm">
          {problem.status === 429
            ? second.often
            : `${problem.errors[0]?.problem ?? problem.title}. ${problem.detail}`}
        </p>
      )}
      <button type="submit" disabled={busy} className="button button-ink w-full">
        {busy ? form.busy : form.go}
      </button>
      {ways.passkey && (
        <button type="button" disabled={busy} onClick={byPasskey} className="button w-full">
          {form.passkey}
        </button>
      )}
      <button type="button" onClick={again} className="link text-sm">
        {second.again}
      </button>
    </form>
  );
}
