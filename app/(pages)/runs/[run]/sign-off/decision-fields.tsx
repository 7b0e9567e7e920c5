import type { ReactNode } from "react";

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

const TAIL = 6;

/** The last characters of a digest, which nobody types without having looked at it. */
export function tailOf(matrixDigest: string): string {
  return matrixDigest.slice(-TAIL);
}

/** An AUTHORIZE of another Owner that this one may second: the same scope, the same expiry. */
export interface First {
  readonly decidedBy: string;
  readonly scope: string;
  readonly expiresAt: string;
  /** The same for reading, made on the server. */
  readonly expires: ReactNode;
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
