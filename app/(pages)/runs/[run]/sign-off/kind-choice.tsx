import type { ReactNode } from "react";
import type { DecisionKind } from "@/lib/authority/authority";
import type { Block } from "@/lib/authority/eligibility";

export type Blocked = { readonly block: Block; readonly says: string; readonly cure: string };

/** HOLD, AUTHORIZE or REVOKE. A closed AUTHORIZE stands there with every reason, and each says what would help. */
export function KindChoice(props: {
  kind: DecisionKind;
  choose: (kind: DecisionKind) => void;
  authorized: boolean;
  blocks: readonly Blocked[];
}) {
  const { kind, choose, authorized, blocks } = props;
  const refused = blocks.length > 0;
  return (
    <fieldset>
      <legend className="mb-2 text-lg font-semibold">Your decision</legend>
      <Choice value="HOLD" kind={kind} choose={choose}>
        Nothing is permitted. Your reason is recorded.
      </Choice>
      <Choice value="AUTHORIZE" kind={kind} choose={choose} disabled={refused}>
        {refused ? "Not open to you for this run:" : "Permits what its scope says, until it expires."}
      </Choice>
      {refused && (
        <ul className="mb-1 ml-7 list-disc space-y-1 pl-4 text-sm">
          {blocks.map(({ block, says, cure }) => (
            <li key={block}>
              <strong className="font-semibold">{says}</strong> <span className="text-soft">{cure}</span>
            </li>
          ))}
        </ul>
      )}
      {authorized && (
        <Choice value="REVOKE" kind={kind} choose={choose}>
          Takes the authorization in force back, at once.
        </Choice>
      )}
    </fieldset>
  );
}

function Choice(props: {
  value: DecisionKind;
  kind: DecisionKind;
  choose: (kind: DecisionKind) => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  const { value, kind, choose, disabled = false, children } = props;
  return (
    <label className={`flex gap-2.5 py-1.5 ${disabled ? "text-faint" : ""}`}>
      <input
        type="radio"
        name="kind"
        value={value}
        checked={kind === value}
        disabled={disabled}
        onChange={() => choose(value)}
        className="mt-1 size-4 shrink-0 accent-ink"
      />
      <span>
        <strong>{value}</strong> <span className="text-sm text-soft">{children}</span>
      </span>
    </label>
  );
}
