import { lazy } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { DecisionWords } from "./decision-words";
import type { Recorded } from "./recorded";

/** Fetched when AUTHORIZE is chosen. Where it cannot be, what it asks for stays missing, and nothing is sent. */
export const AuthorizePart = lazy(() =>
  import("./authorize-part").then(
    (module) => ({ default: module.AuthorizePart }),
    () => ({ default: Unfetched }),
  ),
);

/** What comes after the act is fetched then. Where it cannot be, the outcome is said all the same. */
export const DecisionReceipt = lazy(() =>
  import("./decision-receipt").then(
    (module) => ({ default: module.DecisionReceipt }),
    () => ({ default: BareReceipt }),
  ),
);
export const MovedNote = lazy(() =>
  import("./moved-note").then(
    (module) => ({ default: module.MovedNote }),
    () => ({ default: BareMovedNote }),
  ),
);

function Unfetched({ words }: { words: DecisionWords }) {
  return <p role="alert">{words.unfetched}</p>;
}

export function BareReceipt({ recorded: { decision }, words }: { recorded: Recorded; words: DecisionWords }) {
  return (
    <p role="status" className="card px-5 py-5">
      {filled(words.recordedAs, { kind: decision.kind, entry: decision.ledgerIndex })}
    </p>
  );
}

export function BareMovedNote({ words }: { words: DecisionWords["moved"] }) {
  return <p role="alert">{words.bare}</p>;
}
