import type { ReactNode } from "react";
import { When } from "@/app/_ui/when";

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
}

export function AuthorizeFields({
  said,
  put,
  now,
  first,
}: {
  said: Said;
  put: (part: Partial<Said>) => void;
  now: string;
  first: First | null;
}) {
  return (
    <>
      <div className="rounded-md border border-line px-3 py-2 text-sm">
        <p>
          <strong>It permits</strong> exactly what the scope says, for this run and this matrix, until it
          expires.
        </p>
        <p className="mt-1">
          <strong>It does not</strong> start anything, close a blocker, stand for another run, or outlive new
          evidence.
        </p>
      </div>
      {first === null ? (
        <>
          <Field label="Scope: what is permitted">
            <textarea
              className="field"
              rows={2}
              maxLength={2000}
              value={said.scope}
              onChange={(event) => put({ scope: event.target.value })}
            />
          </Field>
          <Field label="Expires at the end of (UTC)">
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
        <dl className="grid grid-cols-[4.5rem_1fr] gap-x-3 gap-y-1 text-sm">
          <dt className="text-faint">Seconds</dt>
          <dd>{first.decidedBy}, who authorized this and cannot alone</dd>
          <dt className="text-faint">Scope</dt>
          <dd className="break-words">{first.scope}</dd>
          <dt className="text-faint">Expires</dt>
          <dd>
            <When at={first.expiresAt} />
          </dd>
        </dl>
      )}
    </>
  );
}

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="block text-sm">
      <span className="mb-1 block font-semibold">{label}</span>
      {children}
    </label>
  );
}
