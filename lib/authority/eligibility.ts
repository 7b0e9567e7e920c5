import type { Matrix } from "../verdict/matrix";
import type { Presence } from "./presences";
import type { Role } from "./roles";
import { ROLES } from "./roles";

/** Who wants to decide, as the server knows them. */
export interface Person {
  readonly id: string;
  readonly role: Role;
  /** Person acting through an API key: never allowed to decide. */
  readonly viaKey: boolean;
}

export const BLOCKS = {
  "not-owner": { says: "Only an Owner decides.", cure: "Ask an Owner." },
  "api-key": { says: "An API key can never sign off.", cure: "Sign in as an Owner." },
  contributor: {
    says: "You contributed evidence to this run, so you cannot authorize it.",
    cure: "Another Owner decides.",
  },
  "not-judged": {
    says: "There is no verdict for the evidence that stands now.",
    cure: "Wait until the run is evaluated.",
  },
  "not-pass": {
    says: "The engineering verdict is not a full PASS.",
    cure: "Repeat the pilot, or supply the missing evidence.",
  },
  "digest-moved": {
    says: "The matrix is no longer the one that was on the screen.",
    cure: "Read the new matrix, then decide.",
  },
  "caveat-unacknowledged": {
    says: "A caveat was not acknowledged by name.",
    cure: "Read and acknowledge every caveat.",
  },
  "blocker-unacknowledged": {
    says: "An open blocker was not acknowledged by name.",
    cure: "Read and acknowledge every open blocker.",
  },
  "no-scope": { says: "AUTHORIZE needs a scope.", cure: "Say what is permitted." },
  "no-reason": { says: "A decision needs a reason.", cure: "Write why." },
  "bad-expiry": {
    says: "AUTHORIZE needs an expiry in the future, at most 90 days away.",
    cure: "Choose a date.",
  },
  "factor-needed": {
    says: "AUTHORIZE needs a second factor, and the password stood alone.",
    cure: "Use your passkey or a code of your app; enrol one under Settings where you have none.",
  },
  "decided-meanwhile": {
    says: "Another decision was recorded since you opened the page.",
    cure: "Read it, then decide.",
  },
  "already-authorized": {
    says: "The run is authorized already.",
    cure: "Take that back first, if something else is meant.",
  },
  "second-owner": {
    says: "You have authorized this, and two Owners are needed.",
    cure: "Another Owner decides now.",
  },
  "nothing-to-revoke": { says: "There is no authorization in force.", cure: "Nothing needs to be revoked." },
} as const;

export type Block = keyof typeof BLOCKS;

/** Names under which caveats are acknowledged: `code` or `code:table`. */
export function caveatNames(matrix: Pick<Matrix, "caveats">): string[] {
  return matrix.caveats.map((c) => (c.table === null ? c.code : `${c.code}:${c.table}`));
}

/** Who may open the sign-off form at all, whatever they would record. */
export function mayDecide(person: Person): Block[] {
  const blocks: Block[] = [];
  if (person.viaKey) blocks.push("api-key");
  if (!ROLES[person.role].decides) blocks.push("not-owner");
  return blocks;
}

/** Why AUTHORIZE is not open to this person for this run; empty when it is. */
export function authorizeBlocks(
  person: Person,
  contributors: ReadonlySet<string>,
  judged: Pick<Matrix, "engineering"> | null,
): Block[] {
  const blocks = mayDecide(person);
  if (contributors.has(person.id)) blocks.push("contributor");
  if (judged === null) blocks.push("not-judged");
  else if (judged.engineering !== "PASS") blocks.push("not-pass");
  return blocks;
}

export interface DecisionRequest {
  readonly kind: "HOLD" | "AUTHORIZE" | "REVOKE";
  readonly matrixDigest: string;
  readonly reason: string;
  readonly scope: string | null;
  readonly expiresAt: Date | null;
  readonly acknowledgedCaveats: readonly string[];
  readonly acknowledgedBlockers: readonly string[];
  /** Ledger index of the newest decision that the Owner read, null for none; left out by whoever does not say. */
  readonly after?: number | null | undefined;
}

/** What an instance asks of its Owners. */
export interface DecisionPolicy {
  /** `password`: enough for AUTHORIZE while its Owner has enrolled no factor. `factor`: never enough. */
  readonly stepUp: "password" | "factor";
  /** How many different Owners an authorization takes. */
  readonly owners: 1 | 2;
}

export interface DecisionContext {
  readonly person: Person;
  readonly contributors: ReadonlySet<string>;
  readonly judged: Matrix | null;
  readonly openBlockers: readonly string[];
  readonly authorized: boolean;
  /** An AUTHORIZE that waits for a second Owner; null for none. */
  readonly awaiting: { readonly byThisPerson: boolean } | null;
  /** Ledger index of the newest decision on this run; null for none. */
  readonly newest: number | null;
  readonly presence: Presence;
  /** Whether the person has a passkey or an authenticator app. */
  readonly hasFactor: boolean;
  readonly policy: DecisionPolicy;
  readonly now: Date;
}

const LONGEST_DAYS = 90;

/**
 * Whether the password alone is too little for AUTHORIZE. HOLD and REVOKE never need more: they only
 * take a permission away, and whoever lost a key must be able to stop at once.
 */
export function needsFactor(context: {
  readonly hasFactor: boolean;
  readonly policy: Pick<DecisionPolicy, "stepUp">;
}): boolean {
  return context.hasFactor || context.policy.stepUp === "factor";
}

/** Every reason why a decision may not be recorded; it is recorded only where there is none. */
export function decisionBlocks(request: DecisionRequest, context: DecisionContext): Block[] {
  const { person, judged } = context;
  const blocks =
    request.kind === "AUTHORIZE" ? authorizeBlocks(person, context.contributors, judged) : mayDecide(person);
  if (judged === null && request.kind !== "AUTHORIZE") blocks.push("not-judged");
  if (judged !== null && judged.matrixDigest !== request.matrixDigest) blocks.push("digest-moved");
  if (request.reason.trim().length === 0) blocks.push("no-reason");
  if (request.after !== undefined && request.after !== context.newest) blocks.push("decided-meanwhile");
  if (request.kind === "REVOKE" && !context.authorized && context.awaiting === null)
    blocks.push("nothing-to-revoke");
  if (request.kind !== "AUTHORIZE") return blocks;
  if (needsFactor(context) && context.presence === "password") blocks.push("factor-needed");
  if (context.authorized) blocks.push("already-authorized");
  if (context.awaiting?.byThisPerson) blocks.push("second-owner");
  if ((request.scope ?? "").trim().length === 0) blocks.push("no-scope");
  const expiry = request.expiresAt?.getTime() ?? Number.NaN;
  const now = context.now.getTime();
  if (!(expiry > now && expiry <= now + LONGEST_DAYS * 86_400_000)) blocks.push("bad-expiry");
  const caveats = judged === null ? [] : caveatNames(judged);
  if (!caveats.every((c) => request.acknowledgedCaveats.includes(c))) blocks.push("caveat-unacknowledged");
  if (!context.openBlockers.every((b) => request.acknowledgedBlockers.includes(b)))
    blocks.push("blocker-unacknowledged");
  return blocks;
}
