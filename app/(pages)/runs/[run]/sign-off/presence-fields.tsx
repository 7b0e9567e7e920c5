"use client";

import { useSyncExternalStore } from "react";
import { passkeysWork } from "@/app/_ui/passkey";
import { filled } from "@/app/_ui/words/catalogue";
import type { DecisionKind } from "@/lib/authority/authority";
import { Field, type Said } from "./decision-fields";
import type { DecisionWords } from "./decision-words";

/** What the person has enrolled, and what the instance asks for. */
export interface Factors {
  /** Host names of their passkeys. */
  readonly passkeyHosts: readonly string[];
  readonly app: boolean;
}

export type Method = "passkey" | "password";

const never = () => () => {};

/** Whether one of these passkeys can be used on this page. */
export function usePasskeyHere({ passkeyHosts }: Factors): boolean {
  return useSyncExternalStore(
    never,
    () => passkeysWork() && passkeyHosts.includes(location.hostname),
    () => false,
  );
}

/** Passkey, or password with the app's code: whatever is chosen, the record says which. */
export function PresenceFields(props: {
  kind: DecisionKind;
  factors: Factors;
  passkeyHere: boolean;
  method: Method;
  choose: (method: Method) => void;
  said: Said;
  put: (part: Partial<Said>) => void;
  words: DecisionWords["presence"];
}) {
  const { kind, factors, passkeyHere, method, choose, said, put, words } = props;
  const { app } = factors;
  const bound = app || factors.passkeyHosts.length > 0;
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 text-sm font-semibold">{words.legend}</legend>
      {passkeyHere && (
        <div className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
          {(["passkey", "password"] as const).map((one) => (
            <label key={one} className="flex items-center gap-2">
              <input
                type="radio"
                name="method"
                value={one}
                checked={method === one}
                onChange={() => choose(one)}
                className="size-4 accent-ink"
              />
              {one === "passkey" ? words.passkey : app ? words.passwordAndCode : words.password}
            </label>
          ))}
        </div>
      )}
      {method === "passkey" ? (
        <p className="text-sm text-soft">{words.signs}</p>
      ) : (
        <>
          <Field label={words.again}>
            <input
              type="password"
              className="field"
              autoComplete="current-password"
              value={said.password}
              onChange={(e) => put({ password: e.target.value })}
            />
          </Field>
          {app && (
            <Field label={kind === "AUTHORIZE" ? words.code : words.codeOptional}>
              <input
                className="field"
                inputMode="numeric"
                maxLength={7}
                autoComplete="one-time-code"
                value={said.code}
                onChange={(e) => put({ code: e.target.value })}
              />
            </Field>
          )}
          {!bound && (
            <p className="text-sm text-soft">
              {words.alone}{" "}
              <a href="/settings#factors" className="link">
                {words.enrol}
              </a>
              {words.thenNeeded}
            </p>
          )}
          {bound && !app && kind === "AUTHORIZE" && (
            <p className="text-sm">
              <strong>{words.elsewhere}</strong>{" "}
              {filled(words.elsewhereHosts, { hosts: factors.passkeyHosts.join(", ") })}
            </p>
          )}
        </>
      )}
    </fieldset>
  );
}
