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
