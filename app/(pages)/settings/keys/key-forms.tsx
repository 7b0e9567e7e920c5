"use client";

import { useActionState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { Asked } from "../asked";
import { OutcomeNote } from "../outcome-note";
import { Presence } from "../people/presence";
import { addKey, dropKey } from "./actions";
import type { KeysWords } from "./keys-words";

export function NewKey({
  words,
  uploads,
  expires,
  earliest,
  presence,
}: {
  words: KeysWords["form"];
  uploads: boolean;
  expires: string;
  earliest: string;
  presence: Asked;
}) {
  const [outcome, act, busy] = useActionState(addKey, null);
  return (
    <form
      action={act}
      className="card mb-3 grid grid-cols-1 gap-4 px-4 py-4 sm:grid-cols-[1.4fr_1fr_1fr_auto] sm:items-end"
    >
      <label className="text-sm">
        <span className="mb-1 block font-semibold">{words.name}</span>
        <input name="name" required maxLength={80} autoComplete="off" className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">{words.scope}</span>
        <select name="scope" className="field">
          {uploads && <option value="upload">{words.upload}</option>}
          <option value="read">{words.read}</option>
        </select>
      </label>
      <label className="text-sm sm:col-span-2">
        <span className="mb-1 block font-semibold">{words.expires}</span>
        <input name="expires" type="date" defaultValue={expires} min={earliest} className="field" />
      </label>
      <div className="sm:col-span-3">
        <Presence {...presence} again={outcome} />
      </div>
      <button type="submit" disabled={busy} className="button button-ink">
        {words.mint}
      </button>
      <div className="empty:hidden sm:col-span-4">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}

export function RevokeKey({ words, id, name }: { words: KeysWords["form"]; id: string; name: string }) {
  const [outcome, act, busy] = useActionState(dropKey, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button type="submit" disabled={busy} aria-label={filled(words.revokeOne, { name })} className="button">
        {words.revoke}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
