"use client";

import { useSyncExternalStore } from "react";
import { passkeysWork } from "@/app/_ui/passkey";
import type { DecisionKind } from "@/lib/authority/authority";
import { Field, type Said } from "./decision-fields";

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
}) {
  const { kind, factors, passkeyHere, method, choose, said, put } = props;
  const { app } = factors;
  const bound = app || factors.passkeyHosts.length > 0;
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 text-sm font-semibold">That it is you</legend>
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
              {one === "passkey" ? "Passkey" : app ? "Password and code" : "Password"}
            </label>
          ))}
        </div>
      )}
      {method === "passkey" ? (
        <p className="text-sm text-soft">
          Your device asks for you when you press the button. It signs this decision and no other.
        </p>
      ) : (
        <>
          <Field label="Your password, once more">
            <input
              type="password"
              className="field"
              autoComplete="current-password"
              value={said.password}
              onChange={(e) => put({ password: e.target.value })}
            />
          </Field>
          {app && (
            <Field label={kind === "AUTHORIZE" ? "Code of your app" : "Code of your app (optional)"}>
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
              The record will say: a password alone.{" "}
              <a href="/settings#factors" className="link">
                Enrol a passkey or an authenticator app
              </a>
              , and from then on AUTHORIZE needs it.
            </p>
          )}
          {bound && !app && kind === "AUTHORIZE" && (
            <p className="text-sm">
              <strong>AUTHORIZE needs your passkey.</strong> It was enrolled for{" "}
              {factors.passkeyHosts.join(", ")}: open notouch there.
            </p>
          )}
        </>
      )}
    </fieldset>
  );
}
