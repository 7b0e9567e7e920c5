"use client";

import { type FormEvent, useState, useSyncExternalStore } from "react";
import { passkeysWork, signWithPasskey } from "@/app/_ui/passkey";
import { type Problem, send } from "@/app/_ui/problem";
import { useReady } from "@/app/_ui/use-ready";
import { filled } from "@/app/_ui/words/catalogue";
import { parseWays, SecondFactor, type Ways } from "./second-factor";
import type { SignInWords } from "./sign-in-words";

const never = () => () => {};

/** The target was checked on the server to be a path of this site. */
export function SignInForm({
  target,
  sso,
  words,
}: {
  target: string;
  sso: string | null;
  words: Pick<SignInWords, "form" | "second">;
}) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [ways, setWays] = useState<Ways | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = useReady();
  const passkeys = useSyncExternalStore(never, passkeysWork, () => false);
  // A full load: nothing that was made for nobody is shown to somebody.
  const enter = () => window.location.assign(target);
  const failed = (problem: Problem) => {
    setBusy(false);
    setProblem(problem);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const answer = await send("/api/auth/sign-in/username", {
      username: String(form.get("username")).trim().toLowerCase(),
      password: String(form.get("password")),
    });
    if (!answer.ok) return failed(answer.problem);
    const due = parseWays(answer.json);
    if (due === null) return enter();
    setBusy(false);
    setProblem(null);
    setWays(due);
  };
  const byPasskey = async () => {
    setBusy(true);
    const options = await send("/api/auth/sign-in/passkey/options", {});
    if (!options.ok) return failed(options.problem);
    const signed = await signWithPasskey(options.json);
    if (!signed.ok) return failed(signed.problem);
    const answer = await send("/api/auth/sign-in/passkey", { passkey: signed.json });
    if (!answer.ok) return failed(answer.problem);
    enter();
  };
  if (ways !== null)
    return <SecondFactor ways={ways} enter={enter} again={() => setWays(null)} words={words} />;
  return (
    <form onSubmit={submit} method="post" className="card space-y-4 px-5 py-5">
      <label className="block text-sm">
        <span className="mb-1 block font-semibold">{words.form.username}</span>
        <input
          name="username"
          required
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          className="field"
        />
      </label>
      <label className="block text-sm">
        <span className="mb-1 block font-semibold">{words.form.password}</span>
        <input name="password" type="password" required autoComplete="current-password" className="field" />
      </label>
      {problem && (
        <p role="alert" className="rounded-md border border-fail bg-fail-wash px-3 py-2 text-sm">
          {saidOf(problem, words.form)}
        </p>
      )}
      <button type="submit" disabled={busy || !ready} className="button button-ink w-full">
        {busy ? words.form.busy : words.form.go}
      </button>
      {passkeys && (
        <button type="button" disabled={busy} onClick={byPasskey} className="button w-full">
          {words.form.passkey}
        </button>
      )}
      {sso !== null && (
        <a href={`/api/auth/sso?next=${encodeURIComponent(target)}`} className="button w-full text-center">
          {filled(words.form.sso, { name: sso })}
        </a>
      )}
    </form>
  );
}

function saidOf({ errors, status, title, detail }: Problem, words: SignInWords["form"]): string {
  if (status === 401)
    return errors.some((fault) => fault.at === "passkey") ? words.passkeyUnknown : words.wrong;
  if (status === 429) return words.often;
  return `${title}. ${detail}`;
}
