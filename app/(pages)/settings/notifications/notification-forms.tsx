"use client";

import { useActionState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import { OutcomeNote } from "../outcome-note";
import { dropWebhook, newWebhook, saveMailbox, sendAgain, testWebhook } from "./actions";
import type { NotificationFormWords } from "./notifications-words";

export interface KindChoice {
  readonly kind: string;
  readonly title: string;
  readonly says: string;
  readonly chosen: boolean;
}

function Kinds({ legend, kinds }: { legend: string; kinds: readonly KindChoice[] }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {kinds.map(({ kind, title, says, chosen }) => (
          <li key={kind}>
            <label className="flex items-start gap-2 text-sm">
              <input type="checkbox" name="kind" value={kind} defaultChecked={chosen} className="mt-1" />
              <span>
                {title}
                <span className="block text-faint">{says}</span>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

export function MailboxForm({
  words,
  address,
  kinds,
}: {
  words: NotificationFormWords;
  address: string;
  kinds: readonly KindChoice[];
}) {
  const [outcome, act, busy] = useActionState(saveMailbox, null);
  return (
    <form action={act} className="card space-y-4 px-4 py-4">
      <label className="block max-w-md text-sm">
        <span className="mb-1 block font-semibold">{words.address}</span>
        <input
          key={address}
          name="address"
          type="email"
          defaultValue={address}
          autoComplete="email"
          className="field"
        />
      </label>
      <Kinds legend={words.tellOf} kinds={kinds} />
      <button type="submit" disabled={busy} className="button button-ink">
        {words.save}
      </button>
      {outcome?.kind === "done" && <p role="status">{words.saved}</p>}
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export function NewWebhook({ words, kinds }: { words: NotificationFormWords; kinds: readonly KindChoice[] }) {
  const [outcome, act, busy] = useActionState(newWebhook, null);
  return (
    <form action={act} className="card mb-3 space-y-4 px-4 py-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.name}</span>
          <input name="name" required maxLength={80} autoComplete="off" className="field" />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.url}</span>
          <input name="url" type="url" required maxLength={500} autoComplete="off" className="field" />
        </label>
      </div>
      <Kinds legend={words.tellOf} kinds={kinds} />
      <button type="submit" disabled={busy} className="button button-ink">
        {words.add}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export function WebhookActions({
  words,
  id,
  name,
}: {
  words: NotificationFormWords;
  id: string;
  name: string;
}) {
  const [tested, actTest, testBusy] = useActionState(testWebhook, null);
  const [dropped, actDrop, dropBusy] = useActionState(dropWebhook, null);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2">
        <form action={actTest}>
          <input type="hidden" name="id" value={id} />
          <button
            type="submit"
            disabled={testBusy}
            aria-label={filled(words.testTo, { name })}
            className="button"
          >
            {words.test}
          </button>
        </form>
        <form action={actDrop}>
          <input type="hidden" name="id" value={id} />
          <button
            type="submit"
            disabled={dropBusy}
            aria-label={filled(words.removeOne, { name })}
            className="button"
          >
            {words.remove}
          </button>
        </form>
      </div>
      {tested?.kind === "done" && <p role="status">{words.sent}</p>}
      <OutcomeNote outcome={tested} />
      <OutcomeNote outcome={dropped} />
    </div>
  );
}

export function SendAgain({ words, id, what }: { words: NotificationFormWords; id: string; what: string }) {
  const [outcome, act, busy] = useActionState(sendAgain, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button type="submit" disabled={busy} aria-label={filled(words.againOne, { what })} className="button">
        {words.again}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
