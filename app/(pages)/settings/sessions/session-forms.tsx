"use client";

import { useActionState } from "react";
import { OutcomeNote } from "../outcome-note";
import { endOne, endOthers } from "./actions";

export function EndSession({ id, end, label }: { id: string; end: string; label: string }) {
  const [outcome, act, busy] = useActionState(endOne, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button type="submit" disabled={busy} aria-label={label} className="button">
        {end}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export function EndOthers({ end }: { end: string }) {
  const [outcome, act, busy] = useActionState(endOthers, null);
  return (
    <form action={act} className="mt-4">
      <button type="submit" disabled={busy} className="button">
        {end}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
