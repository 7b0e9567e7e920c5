import type { ReactNode } from "react";
import type { DecisionKind } from "@/lib/authority/authority";
import type { Block } from "@/lib/authority/eligibility";
import type { DecisionWords } from "./decision-words";

export type Blocked = { readonly block: Block; readonly says: string; readonly cure: string };

/** HOLD, AUTHORIZE or REVOKE. A closed AUTHORIZE stands there with every reason, and each says what would help. */
export function KindChoice(props: {
  kind: DecisionKind;
  choose: (kind: DecisionKind) => void;
  authorized: boolean;
  blocks: readonly Blocked[];
  words: Pick<DecisionWords, "legend" | "kinds" | "closed">;
}) {
  const { kind, choose, authorized, blocks, words } = props;
  const refused = blocks.length > 0;
  return (
    <fieldset>
      <legend className="mb-2 text-lg font-semibold">{words.legend}</legend>
      <Choice value="HOLD" kind={kind} choose={choose}>
        {words.kinds.HOLD}
      </Choice>
      <Choice value="AUTHORIZE" kind={kind} choose={choose} disabled={refused}>
        {refused ? words.closed : words.kinds.AUTHORIZE}
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
          {words.kinds.REVOKE}
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
