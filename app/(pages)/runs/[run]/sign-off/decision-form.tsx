"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useState } from "react";
import type { Problem } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import type { DecisionKind } from "@/lib/authority/authority";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import { type Acknowledgeable, Acknowledgements } from "./acknowledgements";
import { AuthorizeFields, dayOf, endOf, Field, type First, nothingSaid, type Said } from "./decision-fields";
import { type Blocked, KindChoice } from "./kind-choice";
import { type Factors, type Method, PresenceFields, usePasskeyHere } from "./presence-fields";
import { parseRecorded, type Recorded } from "./recorded";
import { sendDecision } from "./send-decision";
import { TwoColumns } from "./two-columns";
import { TypedConfirmation, tailOf } from "./typed-confirmation";

/** What comes after the act is fetched then. Where it cannot be, the outcome is said all the same. */
const DecisionReceipt = lazy(() =>
  import("./decision-receipt").then(
    (module) => ({ default: module.DecisionReceipt }),
    () => ({ default: BareReceipt }),
  ),
);
const MovedNote = lazy(() =>
  import("./moved-note").then(
    (module) => ({ default: module.MovedNote }),
    () => ({ default: BareMovedNote }),
  ),
);

function BareReceipt({ recorded: { decision } }: { recorded: Recorded }) {
  return (
    <p role="status" className="card px-5 py-5">
      {decision.kind} is recorded as ledger entry {decision.ledgerIndex}.
    </p>
  );
}

function BareMovedNote() {
  return <p role="alert">Nothing was recorded: the matrix changed while you read. Load this page again.</p>;
}

interface Props {
  run: string;
  matrixDigest: string;
  verdicts: readonly { readonly id: ClaimId; readonly verdict: Verdict }[];
  /** There is an authorization, or the first half of one, that can be taken back. */
  revocable: boolean;
  first: First | null;
  /** Ledger index of the newest decision on the page; null for none. */
  newest: number | null;
  factors: Factors;
  blocks: readonly Blocked[];
  caveats: readonly Acknowledgeable[];
  blockers: readonly Acknowledgeable[];
  now: string;
  children: ReactNode;
}

/**
 * Sends a decision over exactly the matrix on screen. What it disables is a courtesy: the server derives every
 * condition again. Nothing is shown as recorded before the server said so, and Enter never sends anything.
 */
export function DecisionForm(props: Props) {
  const router = useRouter();
  const [kind, setKind] = useState<DecisionKind>("HOLD");
  const [said, setSaid] = useState<Said>(nothingSaid(props.now));
  const [caveats, setCaveats] = useState<ReadonlySet<string>>(new Set());
  const [blockers, setBlockers] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<"writing" | "sending" | Recorded | Problem>("writing");
  const [method, setMethod] = useState<Method | null>(null);
  const passkeyHere = usePasskeyHere(props.factors);
  const by = method ?? (passkeyHere ? "passkey" : "password");
  const put = (part: Partial<Said>) => setSaid({ ...said, ...part });
  const lacking = lackingOf(kind, said, props, caveats, blockers, by);

  /** Nothing of one decision is carried over into the next. */
  const startAnew = () => {
    setKind("HOLD");
    setSaid(nothingSaid(props.now));
    setCaveats(new Set());
    setBlockers(new Set());
    setState("writing");
  };
  const submit = async () => {
    setState("sending");
    const authorize = kind === "AUTHORIZE";
    const { first } = props;
    const words = {
      kind,
      reason: said.reason,
      scope: authorize ? (first?.scope ?? said.scope) : null,
      expiresAt: authorize ? (first?.expiresAt ?? endOf(said.expires)) : null,
      revisitAt: kind === "HOLD" ? endOf(said.revisit) : null,
      acknowledgedCaveats: [...caveats],
      acknowledgedBlockers: [...blockers],
      after: props.newest,
    };
    const presence = { by, password: said.password, code: said.code.trim() } as const;
    const answer = await sendDecision(
      props.run,
      props.matrixDigest,
      words,
      presence.by === "passkey" ? { by: "passkey" } : { ...presence, by: "password" },
    );
    put({ password: "", code: "" });
    setState(answer.ok ? parseRecorded(answer.json) : answer.problem);
    if (answer.ok) router.refresh();
  };

  const right =
    typeof state === "object" && "decision" in state ? (
      <Suspense fallback={<BareReceipt recorded={state} />}>
        <DecisionReceipt recorded={state} again={startAnew} />
      </Suspense>
    ) : (
      <form
        className="card space-y-4 px-4 py-4 sm:px-5"
        onSubmit={(event) => event.preventDefault()}
        aria-label="Decision"
      >
        <KindChoice kind={kind} choose={setKind} authorized={props.revocable} blocks={props.blocks} />
        {kind === "AUTHORIZE" && (
          <AuthorizeFields said={said} put={put} now={props.now} first={props.first} />
        )}
        {kind === "HOLD" && (
          <Field label="Look again on (optional)">
            <input
              type="date"
              className="field"
              min={dayOf(props.now, 0)}
              value={said.revisit}
              onChange={(e) => put({ revisit: e.target.value })}
            />
          </Field>
        )}
        <Field label="Reason">
          <textarea
            className="field"
            rows={3}
            maxLength={4000}
            value={said.reason}
            onChange={(e) => put({ reason: e.target.value })}
          />
        </Field>
        {kind === "AUTHORIZE" && (
          <TypedConfirmation run={props.run} matrixDigest={props.matrixDigest} said={said} put={put} />
        )}
        <PresenceFields
          kind={kind}
          factors={props.factors}
          passkeyHere={passkeyHere}
          method={by}
          choose={setMethod}
          said={said}
          put={put}
        />
        {lacking.length > 0 && <p className="text-sm text-faint">Still needed: {lacking.join(", ")}.</p>}
        <button
          type="button"
          className="button button-ink w-full"
          disabled={lacking.length > 0 || state === "sending"}
          onClick={submit}
          onKeyDown={refuseEnter}
        >
          {state === "sending" ? "Waiting for the server. Nothing is recorded yet" : `Record ${kind}`}
        </button>
        <p className="text-xs text-faint">
          Bound to matrix <code className="break-all">{props.matrixDigest}</code>. Enter does not send; use a
          click or the space bar.
        </p>
        {typeof state === "object" &&
          (state.slug === "digest-moved" ? (
            <Suspense fallback={<BareMovedNote />}>
              <MovedNote
                run={props.run}
                digest={props.matrixDigest}
                verdicts={props.verdicts}
                reload={() => router.refresh()}
              />
            </Suspense>
          ) : (
            <>
              <ProblemNote problem={state} />
              {MOVED.has(state.slug) && (
                <button type="button" className="button" onClick={() => router.refresh()}>
                  Read what stands now
                </button>
              )}
            </>
          ))}
      </form>
    );

  return (
    <TwoColumns
      left={
        <>
          {props.children}
          <Acknowledgements
            title="Caveats"
            items={props.caveats}
            chosen={caveats}
            toggle={(name) => setCaveats(toggled(caveats, name))}
          />
          <Acknowledgements
            title="Open blockers"
            items={props.blockers}
            chosen={blockers}
            toggle={(name) => setBlockers(toggled(blockers, name))}
          />
        </>
      }
      right={right}
    />
  );
}

/** Refusals after which the page shows something else: the decisions, the caveats or the blockers moved. */
const MOVED: ReadonlySet<string> = new Set(["decided-meanwhile", "decision-refused"]);

function lackingOf(
  kind: DecisionKind,
  said: Said,
  props: Props,
  caveats: ReadonlySet<string>,
  blockers: ReadonlySet<string>,
  method: Method,
): string[] {
  const lacking: string[] = [];
  if (kind === "AUTHORIZE") {
    const left = (items: readonly Acknowledgeable[], chosen: ReadonlySet<string>) =>
      items.filter((i) => !chosen.has(i.name)).length;
    if (left(props.caveats, caveats) > 0)
      lacking.push(`${left(props.caveats, caveats)} caveats to acknowledge`);
    if (left(props.blockers, blockers) > 0)
      lacking.push(`${left(props.blockers, blockers)} open blockers to acknowledge`);
    if (props.first === null && said.scope.trim() === "") lacking.push("a scope");
    if (props.first === null && said.expires === "") lacking.push("an expiry");
    if (said.typedRun.trim() !== props.run) lacking.push("the run's short name");
    if (said.typedTail !== tailOf(props.matrixDigest)) lacking.push("the end of the digest");
  }
  if (said.reason.trim() === "") lacking.push("a reason");
  if (method === "password") {
    const { app, passkeyHosts } = props.factors;
    if (said.password === "") lacking.push("your password");
    if (kind === "AUTHORIZE" && app && said.code.trim() === "") lacking.push("a code of your app");
    if (kind === "AUTHORIZE" && !app && passkeyHosts.length > 0) lacking.push("your passkey");
  }
  return lacking;
}

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}

function refuseEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
