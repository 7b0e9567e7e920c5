"use client";

import { useActionState } from "react";
import { OutcomeNote } from "../outcome-note";
import { addKey, dropKey } from "./actions";

export function NewKey({
  uploads,
  expires,
  earliest,
}: {
  uploads: boolean;
  expires: string;
  earliest: string;
}) {
  const [outcome, act, busy] = useActionState(addKey, null);
  return (
    <form
      action={act}
      className="card mb-3 grid gap-4 px-4 py-4 sm:grid-cols-[1.4fr_1fr_1fr_auto] sm:items-end"
    >
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Name: what uses it</span>
        <input name="name" required maxLength={80} autoComplete="off" className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Scope</span>
        <select name="scope" className="field">
          {uploads && <option value="upload">upload and read</option>}
          <option value="read">read</option>
        </select>
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Expires at the end of (UTC)</span>
        <input name="expires" type="date" defaultValue={expires} min={earliest} className="field" />
      </label>
      <button type="submit" disabled={busy} className="button button-ink">
        Mint key
      </button>
      <div className="empty:hidden sm:col-span-4">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}

export function RevokeKey({ id }: { id: string }) {
  const [outcome, act, busy] = useActionState(dropKey, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button type="submit" disabled={busy} className="button">
        Revoke
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
