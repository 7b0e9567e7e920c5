"use client";

import { useActionState } from "react";
import { addAccount, changePassword, renewPassword, setDisabled, setRole } from "./actions";
import { OutcomeNote } from "./outcome-note";

export interface RoleChoice {
  readonly role: string;
  readonly title: string;
}

export function NewAccount({ roles }: { roles: readonly RoleChoice[] }) {
  const [outcome, act, busy] = useActionState(addAccount, null);
  return (
    <form
      action={act}
      className="card mb-3 grid gap-4 px-4 py-4 sm:grid-cols-[1fr_1fr_1fr_auto] sm:items-end"
    >
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Username</span>
        <input
          name="username"
          required
          pattern="[a-z0-9][a-z0-9_.]{2,29}"
          title="3 to 30 of a-z, 0-9, _ and ."
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="field"
        />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Name</span>
        <input name="name" autoComplete="off" maxLength={100} className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Role</span>
        <select name="role" className="field">
          {roles.map(({ role, title }) => (
            <option key={role} value={role}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={busy} className="button button-ink">
        Make account
      </button>
      <div className="empty:hidden sm:col-span-4">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}

export function AccountActions({
  id,
  role,
  disabled,
  roles,
}: {
  id: string;
  role: string;
  disabled: boolean;
  roles: readonly RoleChoice[];
}) {
  const [roleOutcome, actRole, roleBusy] = useActionState(setRole, null);
  const [disabledOutcome, actDisabled, disabledBusy] = useActionState(setDisabled, null);
  const [renewed, actRenew, renewBusy] = useActionState(renewPassword, null);
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-center gap-2">
        <form action={actRole} className="flex items-center gap-2">
          <input type="hidden" name="id" value={id} />
          {/* Remounted when the stored role changes, so that the field never shows another. */}
          <select
            key={role}
            name="role"
            defaultValue={role}
            aria-label="Role"
            className="field !w-auto text-sm"
          >
            {roles.map((choice) => (
              <option key={choice.role} value={choice.role}>
                {choice.title}
              </option>
            ))}
          </select>
          <button type="submit" disabled={roleBusy} className="button">
            Change role
          </button>
        </form>
        <form action={actRenew}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" disabled={renewBusy} className="button">
            New password
          </button>
        </form>
        <form action={actDisabled}>
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="disabled" value={disabled ? "no" : "yes"} />
          <button type="submit" disabled={disabledBusy} className="button">
            {disabled ? "Enable" : "Disable"}
          </button>
        </form>
      </div>
      <OutcomeNote outcome={roleOutcome} />
      <OutcomeNote outcome={disabledOutcome} />
      <OutcomeNote outcome={renewed} />
    </div>
  );
}

export function OwnPassword() {
  const [outcome, act, busy] = useActionState(changePassword, null);
  return (
    <form action={act} className="card grid gap-4 px-4 py-4 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
      <label className="text-sm">
        <span className="mb-1 block font-semibold">Present password</span>
        <input name="current" type="password" required autoComplete="current-password" className="field" />
      </label>
      <label className="text-sm">
        <span className="mb-1 block font-semibold">New password, at least 15 characters</span>
        <input
          name="next"
          type="password"
          required
          minLength={15}
          autoComplete="new-password"
          className="field"
        />
      </label>
      <button type="submit" disabled={busy} className="button">
        Change and sign out
      </button>
      <div className="empty:hidden sm:col-span-3">
        <OutcomeNote outcome={outcome} />
      </div>
    </form>
  );
}
