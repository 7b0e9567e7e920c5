"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type ReactNode, Suspense, useState } from "react";
import type { Problem } from "@/app/_ui/problem";
import { ProblemNote } from "@/app/_ui/problem-note";
import { filled } from "@/app/_ui/words/catalogue";
import type { DecisionKind } from "@/lib/authority/authority";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import { type Acknowledgeable, Acknowledgements } from "./acknowledgements";
import { dayOf, endOf, Field, type First, nothingSaid, type Said } from "./decision-fields";
import type { DecisionWords } from "./decision-words";
import { AuthorizePart, BareMovedNote, BareReceipt, DecisionReceipt, MovedNote } from "./fetched-parts";
import { type Blocked, KindChoice } from "./kind-choice";
import { aboutOf, type Draft, lackingOf } from "./lacking";
import { type Factors, type Method, PresenceFields, usePasskeyHere } from "./presence-fields";
import { parseRecorded, type Recorded } from "./recorded";
import { sendDecision } from "./send-decision";
import { TwoColumns } from "./two-columns";

interface Props {
  run: string;
  matrixDigest: string;
  verdicts: readonly { readonly id: ClaimId; readonly verdict: Verdict }[];
  authorized: boolean;
  /** There is an authorization, or the first half of one, that can be taken back. */
  revocable: boolean;
  first: First | null;
  /** How many Owners an authorization takes here. */
  owners: number;
  /** Ledger index of the newest decision on the page; null for none. */
  newest: number | null;
  factors: Factors;
  blocks: readonly Blocked[];
  caveats: readonly Acknowledgeable[];
  blockers: readonly Acknowledgeable[];
  now: string;
  words: DecisionWords;
  children: ReactNode;
}

/**
 * Sends a decision over exactly the matrix on screen. What it disables is a courtesy: the server derives every
 * condition again. Nothing is shown as recorded before the server said so, and Enter never sends anything.
 */
export function DecisionForm(props: Props) {
  const { run, matrixDigest, first, words } = props;
  const router = useRouter();
  const [kind, setKind] = useState<DecisionKind>("HOLD");
  const [said, setSaid] = useState<Said>(nothingSaid(props.now));
  const [caveats, setCaveats] = useState<ReadonlySet<string>>(new Set());
  const [blockers, setBlockers] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<"writing" | "sending" | Recorded | Problem>("writing");
  const [chosenMethod, setMethod] = useState<Method | null>(null);
  const passkeyHere = usePasskeyHere(props.factors);
  const method = chosenMethod ?? (passkeyHere ? "passkey" : "password");
  const put = (part: Partial<Said>) => setSaid((now) => ({ ...now, ...part }));
  const draft: Draft = { ...props, kind, said, method, chosen: { caveats, blockers } };
  const lacking = lackingOf(draft, words.lacking);

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
    const wanted = {
      kind,
      reason: said.reason,
      scope: authorize ? (first?.scope ?? said.scope) : null,
      expiresAt: authorize ? (first?.expiresAt ?? endOf(said.expires)) : null,
      revisitAt: kind === "HOLD" ? endOf(said.revisit) : null,
      acknowledgedCaveats: [...caveats],
      acknowledgedBlockers: [...blockers],
      after: props.newest,
    };
    const { password, code } = said;
    const presence =
      method === "passkey"
        ? ({ by: "passkey" } as const)
        : ({ by: "password", password, code: code.trim() } as const);
    const answer = await sendDecision(run, matrixDigest, wanted, presence);
    put({ password: "", code: "" });
    setState(answer.ok ? parseRecorded(answer.json, words.unread) : answer.problem);
    if (answer.ok) router.refresh();
  };

  const reason = (
    <Field label={words.reason}>
      <textarea
        className="field"
        rows={3}
        maxLength={4000}
        value={said.reason}
        onChange={(e) => put({ reason: e.target.value })}
      />
    </Field>
  );
  const recorded = typeof state === "object" && "decision" in state;
  const right = recorded ? (
    <Suspense fallback={<BareReceipt recorded={state} words={words} />}>
      <DecisionReceipt
        run={run}
        recorded={state}
        inForce={props.authorized && props.newest === state.decision.ledgerIndex}
        again={startAnew}
        words={words}
      />
    </Suspense>
  ) : (
    <form
      className="card no-print space-y-4 px-4 py-4 sm:px-5"
      onSubmit={(event) => event.preventDefault()}
      aria-label={words.form}
    >
      <KindChoice
        kind={kind}
        choose={setKind}
        authorized={props.revocable}
        blocks={props.blocks}
        words={words}
      />
      {kind === "HOLD" && (
        <Field label={words.revisit}>
          <input
            type="date"
            className="field"
            min={dayOf(props.now, 0)}
            value={said.revisit}
            onChange={(e) => put({ revisit: e.target.value })}
          />
        </Field>
      )}
      {kind === "AUTHORIZE" ? (
        <Suspense fallback={<div aria-busy="true" className="h-96" />}>
          <AuthorizePart
            run={run}
            matrixDigest={matrixDigest}
            said={said}
            put={put}
            now={props.now}
            first={first}
            owners={props.owners}
            words={words}
          >
            {reason}
          </AuthorizePart>
        </Suspense>
      ) : (
        reason
      )}
      <PresenceFields
        kind={kind}
        factors={props.factors}
        passkeyHere={passkeyHere}
        method={method}
        choose={setMethod}
        said={said}
        put={put}
        words={words.presence}
      />
      {lacking.length > 0 ? (
        <p className="text-sm text-soft">{filled(words.needed, { what: lacking.join(", ") })}</p>
      ) : (
        <p className="border-l-4 border-ink pl-3 text-sm break-words">
          <strong className="block">{words.about.title}</strong> {aboutOf(draft, words.about)}
        </p>
      )}
      <button
        type="button"
        className="button button-ink w-full"
        disabled={lacking.length > 0 || state === "sending"}
        onClick={submit}
        onKeyDown={refuseEnter}
      >
        {state === "sending" ? words.sending : filled(words.record, { kind })}
      </button>
      <p className="text-xs text-faint">
        {words.bound} <code className="break-all">{matrixDigest}</code>. {words.enter}
      </p>
      {typeof state === "object" &&
        (state.slug === "digest-moved" ? (
          <Suspense fallback={<BareMovedNote words={words.moved} />}>
            <MovedNote
              run={run}
              digest={matrixDigest}
              verdicts={props.verdicts}
              reload={() => router.refresh()}
              words={words.moved}
            />
          </Suspense>
        ) : (
          <>
            <ProblemNote problem={state} />
            {MOVED.has(state.slug) && (
              <button type="button" className="button" onClick={() => router.refresh()}>
                {words.readAgain}
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
          {/* Once recorded, the receipt says what was acknowledged. */}
          <div className="no-print" hidden={recorded}>
            <Acknowledgements
              title={words.caveats}
              state={words.acknowledged}
              items={props.caveats}
              chosen={caveats}
              toggle={(name) => setCaveats(toggled(caveats, name))}
            />
            <Acknowledgements
              title={words.blockers}
              state={words.acknowledged}
              items={props.blockers}
              chosen={blockers}
              toggle={(name) => setBlockers(toggled(blockers, name))}
            />
          </div>
        </>
      }
      right={right}
    />
  );
}

/** Refusals after which the page shows something else: the decisions, the caveats or the blockers moved. */
const MOVED: ReadonlySet<string> = new Set(["decided-meanwhile", "decision-refused"]);

function toggled(set: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(name)) next.add(name);
  return next;
}

function refuseEnter(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
