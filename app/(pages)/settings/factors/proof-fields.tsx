"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { signWithPasskey } from "@/app/_ui/passkey";
import { type Problem, send } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { useReady } from "@/app/_ui/use-ready";
import type { Bound } from "./bound";
import type { FactorWords } from "./factor-words";

type Refused = { readonly ok: false; readonly problem: Problem };
export type Done = { readonly ok: true } | Refused;

/**
 * Asks for the password and, where a factor is enrolled, for a code or a passkey, and hands the proof on. What it asks
 * for is a courtesy: the server decides what is enough.
 */
export function ProofFields(props: {
  readonly has: Bound;
  readonly words: FactorWords["proof"];
  readonly action: string;
  readonly act: (proof: object) => Promise<Done>;
  readonly children?: ReactNode;
}) {
  const { has, words, action, act, children } = props;
  const [state, setState] = useState<"asking" | "sending" | Problem>("asking");
  const ready = useReady();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = new FormData(form);
    setState("sending");
    const proof = await gather(
      has.password ? String(said.get("password")) : undefined,
      String(said.get("code") ?? "").trim(),
      has,
    );
    const done = proof.ok ? await act(proof.proof) : proof;
    setState(done.ok ? "asking" : done.problem);
    if (done.ok) form.reset();
  };
  return (
    <form onSubmit={submit} className="mt-3 grid gap-4 sm:grid-cols-2 sm:items-end">
      {children}
      {has.password ? (
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.password}</span>
          <input
            name="password"
            type="password"
            required
            maxLength={200}
            autoComplete="current-password"
            className="field"
          />
        </label>
      ) : (
        <p className="text-sm text-soft sm:col-span-2">{words.noPassword}</p>
      )}
      {has.bound && (
        <label className="text-sm">
          <span className="mb-1 block font-semibold">
            {has.passkeys > 0 ? words.codeOrPasskey : words.code}
          </span>
          <input
            name="code"
            required={has.passkeys === 0}
            maxLength={40}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            className="field"
          />
        </label>
      )}
      <button
        type="submit"
        disabled={!ready || state === "sending"}
        className="button button-ink sm:justify-self-start"
      >
        {state === "sending" ? words.waiting : action}
      </button>
      {typeof state === "object" && (
        <div className="sm:col-span-2">
          <ProblemNote problem={state} />
        </div>
      )}
    </form>
  );
}

async function gather(
  password: string | undefined,
  code: string,
  has: Bound,
): Promise<{ readonly ok: true; readonly proof: object } | Refused> {
  if (!has.bound) return { ok: true, proof: { password } };
  if (code !== "" || has.passkeys === 0) return { ok: true, proof: { password, code } };
  const options = await send("/api/v1/me/factors/challenge", {});
  if (!options.ok) return options;
  const signed = await signWithPasskey(options.json);
  return signed.ok ? { ok: true, proof: { password, passkey: signed.json } } : signed;
}
