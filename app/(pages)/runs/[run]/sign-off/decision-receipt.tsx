import { Digest } from "@/app/_ui/digest";
import { QrCode } from "@/app/_ui/qr-code";
import { Seal } from "@/app/_ui/seal";
import { When } from "@/app/_ui/when";
import type { Authority, Decision } from "@/lib/authority/authority";
import { PRESENCES } from "@/lib/authority/presences";
import type { Recorded } from "./recorded";

/** What the Owner takes away: the seal, the digest it is bound to, and where it stands in the ledger. */
export function DecisionReceipt({ recorded, again }: { recorded: Recorded; again: () => void }) {
  const { decision, entry } = recorded;
  return (
    <section
      aria-labelledby="receipt"
      className="rounded-lg border-2 border-ink bg-surface px-5 py-5"
      role="status"
    >
      <div className="flex items-center gap-4">
        <Seal authority={sealOf(decision)} size={64} />
        <div>
          <h2 id="receipt" className="text-xl">
            {decision.kind} is recorded
          </h2>
          <p className="text-sm text-soft">
            by {decision.decidedBy}, <When at={decision.decidedAt} seconds />
          </p>
        </div>
      </div>
      <dl className="mt-4 grid grid-cols-[6.5rem_1fr] gap-x-3 gap-y-1.5 text-sm">
        <dt className="text-faint">Ledger entry</dt>
        <dd>
          {decision.ledgerIndex} {entry !== null && <Digest digest={entry} label="entry hash" />}
        </dd>
        <dt className="text-faint">Matrix</dt>
        <dd>
          <Digest digest={decision.matrixDigest} label="matrix digest" />
        </dd>
        <dt className="text-faint">Shown by</dt>
        <dd>{PRESENCES[decision.presence]}</dd>
        <dt className="text-faint">Reason</dt>
        <dd className="break-words">{decision.reason}</dd>
        {decision.scope !== null && (
          <>
            <dt className="text-faint">Scope</dt>
            <dd className="break-words">{decision.scope}</dd>
          </>
        )}
        {decision.expiresAt !== null && (
          <>
            <dt className="text-faint">Expires</dt>
            <dd>
              <When at={decision.expiresAt} />
            </dd>
          </>
        )}
      </dl>
      {entry !== null && (
        <div className="mt-4 flex items-center gap-4">
          <QrCode text={addressOf(entry)} label="QR code of the ledger entry's address" size={112} />
          <p className="text-sm text-soft">
            The code leads to the ledger entry. Print this page, or keep the entry's hash: whoever has it can
            see that the ledger still holds this decision.
          </p>
        </div>
      )}
      <p className="mt-4 text-sm text-soft">
        {decision.kind === "AUTHORIZE" &&
          decision.owners > 1 &&
          "Two Owners are needed; above stands whether both have decided. "}
        {decision.kind === "AUTHORIZE"
          ? "To take it back, come to this page and record REVOKE. New evidence or the expiry end it by themselves."
          : "To decide otherwise, record another decision. This one stays in the history."}
      </p>
      <button type="button" className="button no-print mt-3" onClick={again}>
        Record another decision
      </button>
    </section>
  );
}

function addressOf(entry: string): string {
  return `${location.origin}/ledger?digest=${entry}`;
}

function sealOf(decision: Decision): Authority {
  // Whether it stands alone, the page says; a seal that is full before the second Owner would say too much.
  if (decision.kind === "AUTHORIZE" && decision.owners > 1)
    return { state: "HOLD", basis: "default", decision: null, awaiting: decision };
  if (decision.kind === "AUTHORIZE") return { state: "AUTHORIZED", basis: "recorded", decision };
  return { state: "HOLD", basis: decision.kind === "REVOKE" ? "revoked" : "recorded", decision };
}
