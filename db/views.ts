import type { Authority, Decision } from "@/lib/authority/authority";
import type { NoticeKind } from "@/lib/authority/notice";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import type { FailOpenCode } from "@/lib/claims/fail-open";
import type { Phase } from "@/lib/evidence/manifest";
import type { ChangeKind, RowChange } from "@/lib/verdict/change";
import type { Matrix } from "@/lib/verdict/matrix";
import type { Strip } from "./heat-strip";

/** What readers see of the records. All times are ISO 8601 in UTC; all digests are `sha256:…`. */
export interface EvidenceView {
  readonly phase: Phase;
  readonly digest: string;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly ledgerIndex: number;
  /** The database server's clock at the start and end of the capture. */
  readonly startedAt: string;
  readonly endedAt: string;
  readonly database: string;
  readonly serverVersion: string;
  readonly rows: number;
  readonly tables: number;
}

/** The engineering outcome. It has no field for authority, and `AuthorityView` none for this. */
export interface EngineeringView {
  readonly verdict: Verdict;
  /** null while nothing was judged. */
  readonly matrixDigest: string | null;
  readonly evaluatedAt: string | null;
  readonly claims: readonly { readonly id: ClaimId; readonly verdict: Verdict }[];
  readonly failOpen: readonly FailOpenCode[];
}

export interface RunView {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly profile: { readonly name: string; readonly version: number; readonly digest: string };
  readonly createdAt: string;
  readonly createdBy: string;
  readonly evidence: readonly EvidenceView[];
  readonly engineering: EngineeringView;
  readonly authority: Authority;
}

export interface DeclarationView {
  readonly result: "PASS" | "FAIL";
  readonly declaredAt: string;
  readonly declaredBy: string;
  readonly ledgerIndex: number;
}

export interface RunDetail extends RunView {
  readonly matrix: Matrix | null;
  readonly declarations: readonly DeclarationView[];
  readonly decisions: readonly Decision[];
  /** Ids and usernames of every person who uploaded, declared, or minted the key that did. */
  readonly contributors: readonly { readonly id: string; readonly username: string }[];
}

export interface DiffQuery {
  readonly claim?: ClaimId | undefined;
  readonly table?: string | undefined;
  readonly kind?: ChangeKind | undefined;
  readonly column?: string | undefined;
  /** Part of a key, case-sensitive. */
  readonly key?: string | undefined;
  /** Whether live births that are explained are meant, or everything else. */
  readonly explained?: boolean | undefined;
  /** Position after which to go on: the `next` of the slice before. */
  readonly cursor?: number | undefined;
  /** Position before which to go back; it wins over `cursor`. */
  readonly until?: number | undefined;
  /** 1 to 200, default 50. */
  readonly limit?: number | undefined;
}

/** `pair`: position of the row that may be this one under another key. */
export type DiffRow = RowChange & { readonly position: number; readonly pair: number | null };

export interface DiffSlice {
  readonly rows: readonly DiffRow[];
  /** All rows that match the filter, not only these. */
  readonly total: number;
  readonly next: number | null;
  /** Whether rows that match stand before these. */
  readonly earlier: boolean;
  /** Counts over the whole diff of this verdict, whatever the filter says. */
  readonly facets: {
    readonly kinds: Readonly<Record<ChangeKind, number>>;
    readonly tables: readonly { readonly table: string; readonly count: number }[];
    readonly claims: readonly { readonly claim: ClaimId; readonly count: number }[];
    readonly columns: readonly { readonly column: string; readonly count: number }[];
  };
  /** The same counts under the filter, each without the filter of its own kind; `explained`: live births. */
  readonly under: DiffSlice["facets"] & { readonly explained: number };
  /** Where in each table's key order its differences lie, whatever the filter says. */
  readonly strips: readonly Strip[];
  /** `sha256:…` of the matrix that this diff belongs to: positions are its own. */
  readonly matrixDigest: string;
  /** Rows that were compared on both sides; null where there was nothing to compare. */
  readonly compared: number | null;
}

export interface EntryView {
  readonly index: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: string;
  readonly run: string | null;
  readonly body: string;
  readonly hash: string;
  readonly previous: string;
}

export interface AccountView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: string;
  readonly disabled: boolean;
  /** Whether the account has a password here, or is one of an identity provider. */
  readonly signsInBy: "password" | "provider";
}

export interface SessionView {
  readonly id: string;
  readonly method: string;
  /** What the browser says of itself: a hint, not a proof. */
  readonly userAgent: string | null;
  readonly startedAt: string;
  readonly lastUsedAt: string;
  readonly endsAt: string;
}

/** A link that still works. Its token is nowhere. */
export interface InvitationView {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  /** It renews a password; otherwise it makes the account. */
  readonly renews: boolean;
  readonly invitedBy: string;
  readonly expiresAt: string;
}

export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly scope: "upload" | "read";
  readonly prefix: string;
  readonly mintedBy: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface RegisterItem {
  readonly code: string;
  readonly kind: "gate" | "blocker";
  readonly title: string;
  readonly state: "OPEN" | "CLOSED";
  readonly owner: string | null;
  readonly reason: string;
  /** Address of what the state rests on; null for none. */
  readonly evidence: string | null;
  readonly since: string;
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  /** base64url */
  readonly credentialId: string;
  /** The host name under which it works. */
  readonly rpId: string;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What a person can show besides the password. */
export interface FactorsView {
  readonly passkeys: readonly PasskeyView[];
  /** Since when an authenticator app is enrolled; null for none. */
  readonly totpSince: string | null;
  /** Recovery codes that are still unused. */
  readonly recoveryCodes: number;
}

export interface WebhookView {
  readonly id: string;
  readonly name: string;
  /** Its address may hold a secret: only the host is shown. */
  readonly host: string;
  readonly kinds: readonly NoticeKind[];
  readonly createdAt: string;
  readonly createdBy: string;
}

/** One notice on its way to one receiver. */
export interface DeliveryView {
  readonly id: string;
  readonly kind: string;
  readonly run: string | null;
  readonly to: string;
  readonly channel: "webhook" | "email";
  readonly state: "waiting" | "delivered" | "failed";
  readonly createdAt: string;
  /** When it is tried next; null where it is not. */
  readonly nextAt: string | null;
  readonly attempts: readonly { readonly at: string; readonly delivered: boolean; readonly detail: string }[];
}
