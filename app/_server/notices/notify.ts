import { claimDue, type Due, type Outcome, settleDelivery } from "@/db/notices/deliveries";
import { findNotices } from "@/db/notices/notices";
import type { Db } from "@/db/store/client";
import { settings } from "../settings";
import { sendMail } from "./mail";
import { postWebhook } from "./webhook";

const AT_ONCE = 5;

/**
 * One round: looks for news, then sends what is due. Any number of servers may do it at the same time; each notice is
 * found once, and each attempt is made by one of them. Returns how many attempts were made.
 */
export async function notify(db: Db, now = new Date()): Promise<number> {
  await findNotices(db, now);
  const due = await claimDue(db, AT_ONCE, now);
  await Promise.all(due.map(async (one) => settleDelivery(db, one, await send(one, now), now)));
  return due.length;
}

async function send(due: Due, now: Date): Promise<Outcome> {
  switch (due.to.channel) {
    case "webhook":
      return postWebhook(due, due.to, bodyOf(due), now);
    case "email": {
      const { mail } = settings();
      return mail === null
        ? { state: "refused", detail: "NOTOUCH_SMTP_URL is not set" }
        : sendMail(mail, due, due.to);
    }
    case "gone":
      return { state: "refused", detail: "the receiver was removed" };
  }
}

/** The same text at every attempt: what a receiver stored once must not differ from what comes again. */
function bodyOf({ kind, run, data, createdAt }: Due): string {
  const url = settings().origins[0] + (run === null ? "/" : `/runs/${encodeURIComponent(run)}`);
  return JSON.stringify({
    type: kind,
    timestamp: createdAt.toISOString(),
    data: { ...JSON.parse(data), url },
  });
}
