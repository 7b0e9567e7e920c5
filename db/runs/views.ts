import type { Authority, Decision } from "@/lib/authority/authority";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import type { FailOpenCode } from "@/lib/claims/fail-open";
import type { Phase } from "@/lib/evidence/manifest";
import type { Matrix } from "@/lib/verdict/matrix";

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
