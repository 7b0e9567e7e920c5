import type { NoticeKind } from "@/lib/authority/notice";

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
