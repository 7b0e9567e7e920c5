import { type ReactNode, useEffect, useRef } from "react";
import { FullDigest } from "@/app/_ui/digest";
import { QrCode } from "@/app/_ui/qr-code";
import { Seal } from "@/app/_ui/seal";
import { When } from "@/app/_ui/when";
import { filled } from "@/app/_ui/words/catalogue";
import type { Authority, Decision } from "@/lib/authority/authority";
import type { DecisionWords } from "./decision-words";
import type { Recorded } from "./recorded";

/** What the Owner takes away: the seal, the digest it is bound to, and where it stands in the ledger. */
export function DecisionReceipt(props: {
  run: string;
  recorded: Recorded;
  /** The page, read anew, says that exactly this decision is the authorization in force. */
  inForce: boolean;
  again: () => void;
  words: DecisionWords;
}) {
  const { run, recorded, inForce, again, words } = props;
  const { decision, entry } = recorded;
  const { receipt } = words;
  const acknowledged = [...decision.acknowledgedCaveats, ...decision.acknowledgedBlockers];
  // The button that was pressed is gone: whoever works by keyboard goes on from here.
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section
      aria-labelledby="receipt"
      className="rounded-lg border-2 border-ink bg-surface px-4 py-5 sm:px-5"
      role="status"
    >
      <div className="flex items-center gap-4">
        <Seal authority={sealOf(decision, inForce)} size={64} />
        <div className="min-w-0">
          <h2 id="receipt" ref={heading} tabIndex={-1} className="text-xl">
            {filled(words.recorded, { kind: decision.kind })}
          </h2>
          <p className="text-sm text-soft">
            {filled(words.by, { who: decision.decidedBy })} <When at={decision.decidedAt} seconds />
          </p>
        </div>
      </div>
      <dl className="mt-4 grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 text-sm">
        <Line of={receipt.run}>
          <code>{run}</code>
        </Line>
        {decision.scope !== null && <Line of={receipt.scope}>{decision.scope}</Line>}
        {decision.expiresAt !== null && (
          <Line of={receipt.expires}>
            <When at={decision.expiresAt} />
          </Line>
        )}
        <Line of={receipt.reason}>{decision.reason}</Line>
        {decision.revisitAt !== null && (
          <Line of={receipt.revisit}>
            <When at={decision.revisitAt} />
          </Line>
        )}
        {acknowledged.length > 0 && <Line of={receipt.acknowledged}>{acknowledged.join(", ")}</Line>}
        <Line of={receipt.shown}>{words.presences[decision.presence]}</Line>
        <Line of={receipt.matrix}>
          <FullDigest digest={decision.matrixDigest} label={receipt.matrixDigest} copy={receipt.copy} />
        </Line>
        <Line of={receipt.entry}>
          {decision.ledgerIndex}{" "}
          {entry !== null && <FullDigest digest={entry} label={receipt.entryHash} copy={receipt.copy} />}
        </Line>
      </dl>
      {entry !== null && (
        <div className="mt-4 flex items-center gap-4">
          <QrCode text={addressOf(entry)} label={receipt.qr} size={112} />
          <p className="text-sm text-soft">{receipt.keep}</p>
        </div>
      )}
      <p className="mt-4 text-sm text-soft">
        {decision.kind === "AUTHORIZE" && decision.owners > 1 && !inForce && `${receipt.first} `}
        {decision.kind === "AUTHORIZE" ? receipt.authorized : receipt.otherwise}
      </p>
      <div className="no-print mt-4 flex flex-wrap gap-2">
        <button type="button" className="button" onClick={() => window.print()}>
          {receipt.print}
        </button>
        <button type="button" className="button" onClick={again}>
          {receipt.another}
        </button>
      </div>
    </section>
  );
}

function Line({ of, children }: { of: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-faint">{of}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function addressOf(entry: string): string {
  return `${location.origin}/ledger?digest=${entry}`;
}

function sealOf(decision: Decision, inForce: boolean): Authority {
  // A seal that is full before the second Owner would say too much.
  if (decision.kind === "AUTHORIZE" && decision.owners > 1 && !inForce)
    return { state: "HOLD", basis: "default", decision: null, awaiting: decision };
  if (decision.kind === "AUTHORIZE") return { state: "AUTHORIZED", basis: "recorded", decision };
  return { state: "HOLD", basis: decision.kind === "REVOKE" ? "revoked" : "recorded", decision };
}
