import type { ReactNode } from "react";
import { filled } from "@/app/_ui/catalogue";
import type { DecisionWords } from "./decision-words";

/** What the Owner writes; days are `YYYY-MM-DD`, empty where none is chosen. */
export interface Said {
  readonly reason: string;
  readonly scope: string;
  readonly password: string;
  readonly code: string;
  readonly typedRun: string;
  readonly typedTail: string;
  readonly expires: string;
  readonly revisit: string;
}

const DAY = 86_400_000;

export function dayOf(now: string, days: number): string {
  return new Date(Date.parse(now) + days * DAY).toISOString().slice(0, 10);
}

const VALID_DAYS = 14;

export function nothingSaid(now: string): Said {
  return {
    reason: "",
    scope: "",
    password: "",
    code: "",
    typedRun: "",
    typedTail: "",
    expires: dayOf(now, VALID_DAYS),
    revisit: "",
  };
}

/** A day that was chosen ends when it ends in UTC. */
export function endOf(day: string): string | null {
  return day === "" ? null : `${day}T23:59:59.000Z`;
}

/** An AUTHORIZE of another Owner that this one may second: the same scope, the same expiry. */
export interface First {
  readonly decidedBy: string;
  readonly scope: string;
  readonly expiresAt: string;
  /** The same for reading, made on the server. */
  readonly expires: ReactNode;
}

export function AuthorizeFields({
  said,
  put,
  now,
  first,
  owners,
  words,
}: {
  said: Said;
  put: (part: Partial<Said>) => void;
  now: string;
  first: First | null;
  /** How many Owners an authorization takes here. */
  owners: number;
  words: DecisionWords;
}) {
  return (
    <>
      <div className="space-y-1 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
        <p>
          <strong>{words.permits}</strong> {words.permitsSays}
        </p>
        <p>
          <strong>{words.permitsNot}</strong> {words.permitsNotSays}
        </p>
        {owners > 1 && first === null && <p>{words.twoOwners}</p>}
      </div>
      {first === null ? (
        <>
          <Field label={words.scope}>
            <textarea
              className="field"
              rows={2}
              maxLength={2000}
              value={said.scope}
              onChange={(event) => put({ scope: event.target.value })}
            />
          </Field>
          <Field label={words.expires}>
            <input
              type="date"
              className="field"
              min={dayOf(now, 0)}
              max={dayOf(now, 89)}
              value={said.expires}
              onChange={(event) => put({ expires: event.target.value })}
            />
          </Field>
        </>
      ) : (
        <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-1 text-sm">
          <dt className="text-faint">{words.seconds}</dt>
          <dd>{filled(words.secondsWhom, { who: first.decidedBy })}</dd>
          <dt className="text-faint">{words.receipt.scope}</dt>
          <dd className="break-words">{first.scope}</dd>
          <dt className="text-faint">{words.receipt.expires}</dt>
          <dd>{first.expires}</dd>
        </dl>
      )}
    </>
  );
}

export function Field({
  label,
  children,
  className = "block",
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={`text-sm ${className}`}>
      <span className="mb-1 block font-semibold">{label}</span>
      {children}
    </label>
  );
}
