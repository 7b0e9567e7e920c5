import { filled } from "@/app/_ui/words/catalogue";
import type { DecisionKind } from "@/lib/authority/authority";
import type { Acknowledgeable } from "./acknowledgements";
import { type First, type Said, tailOf } from "./decision-fields";
import type { DecisionWords } from "./decision-words";
import type { Factors, Method } from "./presence-fields";

/** Everything that a decision is made from, as it stands in the form. */
export interface Draft {
  readonly kind: DecisionKind;
  readonly said: Said;
  readonly run: string;
  readonly matrixDigest: string;
  readonly first: First | null;
  readonly factors: Factors;
  readonly method: Method;
  readonly caveats: readonly Acknowledgeable[];
  readonly blockers: readonly Acknowledgeable[];
  /** Names that were acknowledged, of caveats and of blockers. */
  readonly chosen: { readonly caveats: ReadonlySet<string>; readonly blockers: ReadonlySet<string> };
}

/** What a decision still lacks, for the person who makes it. The server asks for all of it again, whatever this says. */
export function lackingOf(draft: Draft, words: DecisionWords["lacking"]): string[] {
  const { kind, said, first, factors, method, chosen } = draft;
  const lacking: string[] = [];
  if (kind === "AUTHORIZE") {
    const caveats = left(draft.caveats, chosen.caveats);
    const blockers = left(draft.blockers, chosen.blockers);
    if (caveats > 0) lacking.push(filled(caveats === 1 ? words.caveat : words.caveats, { n: caveats }));
    if (blockers > 0) lacking.push(filled(blockers === 1 ? words.blocker : words.blockers, { n: blockers }));
    if (first === null && said.scope.trim() === "") lacking.push(words.scope);
    if (first === null && said.expires === "") lacking.push(words.expiry);
    if (said.typedRun.trim() !== draft.run) lacking.push(words.run);
    if (said.typedTail !== tailOf(draft.matrixDigest)) lacking.push(words.tail);
  }
  if (said.reason.trim() === "") lacking.push(words.reason);
  if (method === "password") {
    if (said.password === "") lacking.push(words.password);
    if (kind === "AUTHORIZE" && factors.app && said.code.trim() === "") lacking.push(words.code);
    if (kind === "AUTHORIZE" && !factors.app && factors.passkeyHosts.length > 0) lacking.push(words.passkey);
  }
  return lacking;
}

function left(items: readonly Acknowledgeable[], chosen: ReadonlySet<string>): number {
  return items.filter((i) => !chosen.has(i.name)).length;
}

/** One sentence about what is recorded if it is sent as it stands. */
export function aboutOf(draft: Draft, words: DecisionWords["about"]): string {
  const { kind, said, first, run } = draft;
  return filled(words[kind], {
    run,
    until: (first?.expiresAt ?? said.expires).slice(0, 10),
    caveats: draft.caveats.length,
    blockers: draft.blockers.length,
    scope: first?.scope ?? said.scope.trim(),
  });
}
