"use client";

import { useActionState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { Asked } from "../asked";
import { OutcomeNote } from "../outcome-note";
import { endAll, invitePerson, renewPassword, setDisabled, setRole, withdraw } from "./actions";
import type { PersonFormWords } from "./people-words";
import { Presence } from "./presence";

export interface RoleChoice {
  readonly role: string;
  readonly title: string;
}

export function Invite({
  words,
  roles,
  presence,
}: {
  words: PersonFormWords;
  roles: readonly RoleChoice[];
  presence: Asked | null;
}) {
  const [outcome, act, busy] = useActionState(invitePerson, null);
  return (
    <form action={act} className="card mb-3 px-4 py-4">
      <div className="grid gap-4 sm:grid-cols-[1fr_1fr_1fr_auto] sm:items-end">
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.username}</span>
          <input
            name="username"
            required
            pattern="[a-z0-9][a-z0-9_.]{2,29}"
            title={words.pattern}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="field"
          />
        </label>
        <label className="text-sm">
          <span className="mb-1 block font-semibold">{words.name}</span>
          <input name="name" autoComplete="off" maxLength={100} className="field" />
        </label>
        <label className={`text-sm ${presence ? "sm:col-span-2" : ""}`}>
          <span className="mb-1 block font-semibold">{words.role}</span>
          <select name="role" className="field">
            {roles.map(({ role, title }) => (
              <option key={role} value={role}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {presence && (
          <div className="sm:col-span-3">
            <Presence {...presence} again={outcome} />
          </div>
        )}
        <button type="submit" disabled={busy} className="button button-ink">
          {words.makeLink}
        </button>
      </div>
      <div className="mt-4 empty:hidden">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}

export function Withdraw({ words, id, username }: { words: PersonFormWords; id: string; username: string }) {
  const [outcome, act, busy] = useActionState(withdraw, null);
  return (
    <form action={act}>
      <input type="hidden" name="id" value={id} />
      <button
        type="submit"
        disabled={busy}
        aria-label={filled(words.withdrawFor, { username })}
        className="button"
      >
        {words.withdraw}
      </button>
      <OutcomeNote outcome={outcome} />
    </form>
  );
}

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  readonly disabled: boolean;
}

/** What an Administrator does with somebody else's account. `renews`: a link for a new password is theirs to make. */
export function AccountActions({
  words,
  person: { id, username, role, disabled },
  roles,
  renews,
}: {
  words: PersonFormWords;
  person: Person;
  roles: readonly RoleChoice[];
  renews: boolean;
}) {
  const [roleOutcome, actRole, roleBusy] = useActionState(setRole, null);
  const [disabledOutcome, actDisabled, disabledBusy] = useActionState(setDisabled, null);
  const [renewed, actRenew, renewBusy] = useActionState(renewPassword, null);
  const [ended, actEnd, endBusy] = useActionState(endAll, null);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        {roles.length > 0 && (
          <form action={actRole} className="flex items-center gap-2">
            <input type="hidden" name="id" value={id} />
            {/* Remounted when the stored role changes, so that the field never shows another. */}
            <select
              key={role}
              name="role"
              defaultValue={role}
              aria-label={filled(words.roleOf, { username })}
              className="field !w-auto text-sm"
            >
              {roles.map((choice) => (
                <option key={choice.role} value={choice.role}>
                  {choice.title}
                </option>
              ))}
            </select>
            <button type="submit" disabled={roleBusy} className="button">
              {words.changeRole}
            </button>
          </form>
        )}
        {renews && (
          <form action={actRenew}>
            <input type="hidden" name="username" value={username} />
            <button type="submit" disabled={renewBusy} className="button">
              {words.newPassword}
            </button>
          </form>
        )}
        <form action={actEnd}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" disabled={endBusy} className="button">
            {words.endSessions}
          </button>
        </form>
        <form action={actDisabled}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="disabled" value={disabled ? "no" : "yes"} />
          <button type="submit" disabled={disabledBusy} className="button">
            {disabled ? words.enable : words.disable}
          </button>
        </form>
      </div>
      <OutcomeNote outcome={roleOutcome} />
      <OutcomeNote outcome={disabledOutcome} />
      <OutcomeNote outcome={renewed} />
      <OutcomeNote outcome={ended} />
    </div>
  );
}

/** What an Owner does with somebody else's account: make them an Owner, or let an Owner have a new password. */
export function OwnerActions({
  words,
  person: { id, username, role },
  presence,
}: {
  words: PersonFormWords;
  person: Person;
  presence: Asked;
}) {
  const [made, actMake, makeBusy] = useActionState(setRole, null);
  const [renewed, actRenew, renewBusy] = useActionState(renewPassword, null);
  const owner = role === "owner";
  return (
    <details>
      <summary className="cursor-pointer text-sm">{owner ? words.newPassword : words.makeOwner}</summary>
      <form action={owner ? actRenew : actMake} className="mt-2 space-y-3">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="username" value={username} />
        <input type="hidden" name="role" value="owner" />
        <Presence {...presence} again={owner ? renewed : made} />
        <button type="submit" disabled={makeBusy || renewBusy} className="button">
          {owner ? words.makeLink : filled(words.makeOwnerOf, { username })}
        </button>
        <OutcomeNote outcome={made} />
        <OutcomeNote outcome={renewed} />
      </form>
    </details>
  );
}
