import { database } from "@/app/_server/database";
import { settings } from "@/app/_server/settings";
import { Note, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { listDeliveries } from "@/db/deliveries";
import { listWebhooks, mailboxOf } from "@/db/recipients";
import type { WebhookView } from "@/db/views";
import { NOTICE_KINDS, NOTICES, type NoticeKind } from "@/lib/authority/notice";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import { DeliveryLog } from "./delivery-log";
import { type KindChoice, MailboxForm, NewWebhook, WebhookActions } from "./notification-forms";

export const metadata = { title: "Notifications" };

function choices(chosen: readonly NoticeKind[]): KindChoice[] {
  return NOTICE_KINDS.map((kind) => ({ kind, ...NOTICES[kind], chosen: chosen.includes(kind) }));
}

export default async function NotificationsPage() {
  const person = await signedIn("/settings/notifications");
  const db = await database();
  const { administers } = ROLES[person.role];
  const mailbox = await mailboxOf(db, person.id);
  return (
    <>
      <Part
        id="letters"
        title="Letters to you"
        aside="A letter tells. No link in it decides anything by itself."
      >
        {settings().mail === null ? (
          <Note title="This server sends no letters.">
            <p>
              Whoever runs it names a mail server in <code>NOTOUCH_SMTP_URL</code> and a sender in{" "}
              <code>NOTOUCH_MAIL_FROM</code>.
            </p>
          </Note>
        ) : (
          <MailboxForm address={mailbox?.address ?? ""} kinds={choices(mailbox?.kinds ?? NOTICE_KINDS)} />
        )}
      </Part>
      {administers && (
        <Part
          id="webhooks"
          title="Webhooks"
          aside="Signed as Standard Webhooks says; tried eight times within a day."
        >
          <NewWebhook kinds={choices(NOTICE_KINDS)} />
          <Webhooks webhooks={await listWebhooks(db)} />
        </Part>
      )}
      <Part
        id="log"
        title="Delivery log"
        aside={administers ? "The newest 50 deliveries." : "The newest 50 letters to you."}
      >
        <DeliveryLog
          deliveries={await listDeliveries(db, administers ? undefined : person.id)}
          administers={administers}
        />
      </Part>
    </>
  );
}

function Webhooks({ webhooks }: { webhooks: readonly WebhookView[] }) {
  if (webhooks.length === 0) return null;
  return (
    <Scroller label="Webhooks" className="card">
      <table className="grid-table middle min-w-[44rem]">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Host</th>
            <th scope="col">Tells of</th>
            <th scope="col">Added</th>
            <th scope="col">
              <span className="sr-only">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {webhooks.map((webhook) => (
            <tr key={webhook.id}>
              <th scope="row" className="!text-sm !font-semibold !whitespace-normal !text-ink">
                {webhook.name}
              </th>
              <td>
                <code>{webhook.host}</code>
              </td>
              <td>{webhook.kinds.map((kind) => NOTICES[kind].title).join(", ")}</td>
              <td>
                <When at={webhook.createdAt} /> by {webhook.createdBy}
              </td>
              <td>
                <WebhookActions id={webhook.id} name={webhook.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
