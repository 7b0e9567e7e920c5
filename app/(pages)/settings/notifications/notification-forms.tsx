"use client";

import { useActionState } from "react";
import { OutcomeNote } from "../outcome-note";
import { dropWebhook, newWebhook, saveMailbox, sendAgain, testWebhook } from "./actions";

export interface KindChoice {
  readonly kind: string;
  readonly title: string;
  readonly says: string;
  readonly chosen: boolean;
}

function Kinds({ kinds }: { kinds: readonly KindChoice[] }) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">Tell of</legend>
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {kinds.map(({ kind, title, says, chosen }) => (
          <li key={kind}>
            <label className="flex gap-2 text-sm">
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

export function MailboxForm({ address, kinds }: { address: string; kinds: readonly KindChoice[] }) {
  const [outcome, act, busy] = useActionState(saveMailbox, null);
  return (
    <form action={act} className="card space-y-4 px-4 py-4">
      <label className="block max-w-md text-sm">
        <span className="mb-1 block font-semibold">Your address; empty for no letters</span>
        <input
          key={address}
          name="address"
          type="email"
          defaultValue={address}
          autoComplete="email"
          className="field"
        />
      </label>
      <Kinds kinds={kinds} />
      <button type="submit" disabled={busy} className="button button-ink">
        Save
      </button>
      {outcome?.kind === "done" && <p role="status">Saved.</p>}
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export function NewWebhook({ kinds }: { kinds: readonly KindChoice[] }) {
  const [outcome, act, busy] = useActionState(newWebhook, null);
  return (
    <form action={act} className="card mb-3 space-y-4 px-4 py-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Name: what receives it</span>
          <input name="name" required maxLength={80} autoComplete="off" className="field" />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">Address, https</span>
          <input name="url" type="url" required maxLength={500} autoComplete="off" className="field" />
        </label>
      </div>
      <Kinds kinds={kinds} />
      <button type="submit" disabled={busy} className="button button-ink">
        Add webhook
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export function WebhookActions({ id, name }: { id: string; name: string }) {
  const [tested, actTest, testBusy] = useActionState(testWebhook, null);
  const [dropped, actDrop, dropBusy] = useActionState(dropWebhook, null);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap gap-2">
        <form action={actTest}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" disabled={testBusy} aria-label={`Send a test to ${name}`} className="button">
            Send a test
          </button>
        </form>
        <form action={actDrop}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" disabled={dropBusy} aria-label={`Remove ${name}`} className="button">
            Remove
          </button>
        </form>
      </div>
      {tested?.kind === "done" && <p role="status">On its way. See the log below.</p>}
      <OutcomeNote outcome={tested} />
      <OutcomeNote outcome={dropped} />
    </div>
  );
}

export function SendAgain({ id, what }: { id: string; what: string }) {
  const [outcome, act, busy] = useActionState(sendAgain, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button type="submit" disabled={busy} aria-label={`Send again: ${what}`} className="button">
        Send again
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}
