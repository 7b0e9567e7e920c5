import type { ReactNode } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import { dayOf, Field, type First, type Said } from "./decision-fields";
import type { DecisionWords } from "./decision-words";
import { TypedConfirmation } from "./typed-confirmation";

/** What AUTHORIZE takes beside a reason: what it permits and until when, and the run and the digest, typed. */
export function AuthorizePart(props: {
  run: string;
  matrixDigest: string;
  said: Said;
  put: (part: Partial<Said>) => void;
  now: string;
  first: First | null;
  /** How many Owners an authorization takes here. */
  owners: number;
  words: DecisionWords;
  /** The reason, which every decision has. */
  children: ReactNode;
}) {
  const { run, matrixDigest, said, put, now, first, owners, words, children } = props;
  return (
    <>
      <div className="space-y-1 rounded-md border border-line bg-sunken px-3 py-2 text-sm">
        <p>
          <strong>{words.permits}</strong> {words.permitsSays}
        </p>
        <p>
          <strong>{words.permitsNot}</strong> {words.permitsNotSays}
        </p>
        {owners > 1 && first === null && <p>{words.twoOwners}</p>}
      </div>
      {first === null ? (
        <>
          <Field label={words.scope}>
            <textarea
              className="field"
              rows={2}
              maxLength={2000}
              value={said.scope}
              onChange={(event) => put({ scope: event.target.value })}
            />
          </Field>
          <Field label={words.expires}>
            <input
              type="date"
              className="field"
              min={dayOf(now, 0)}
              max={dayOf(now, 89)}
              value={said.expires}
              onChange={(event) => put({ expires: event.target.value })}
            />
          </Field>
        </>
      ) : (
        <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-1 text-sm">
          <dt className="text-faint">{words.seconds}</dt>
          <dd>{filled(words.secondsWhom, { who: first.decidedBy })}</dd>
          <dt className="text-faint">{words.receipt.scope}</dt>
          <dd className="break-words">{first.scope}</dd>
          <dt className="text-faint">{words.receipt.expires}</dt>
          <dd>{first.expires}</dd>
        </dl>
      )}
      {children}
      <TypedConfirmation run={run} matrixDigest={matrixDigest} said={said} put={put} words={words} />
    </>
  );
}
