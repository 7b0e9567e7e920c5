import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { settings } from "@/app/_server/settings";
import { Note, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { noticeWords } from "@/app/_ui/words/notice-words";
import { listDeliveries } from "@/db/notices/deliveries";
import { listWebhooks, mailboxOf } from "@/db/notices/recipients";
import type { WebhookView } from "@/db/notices/views";
import { NOTICE_KINDS, type NoticeKind } from "@/lib/authority/notice";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import { DeliveryLog } from "./delivery-log";
import { type KindChoice, MailboxForm, NewWebhook, WebhookActions } from "./notification-forms";
import { NOTIFICATIONS, type NotificationsWords } from "./notifications-words";

export async function generateMetadata() {
  return { title: (await wordsOf(NOTIFICATIONS)).title };
}

type Titles = ReturnType<typeof noticeWords>;

function choices(titles: Titles, chosen: readonly NoticeKind[]): KindChoice[] {
  return NOTICE_KINDS.map((kind) => ({ kind, ...titles[kind], chosen: chosen.includes(kind) }));
}

export default async function NotificationsPage() {
  const person = await signedIn("/settings/notifications");
  const db = await database();
  const words = await wordsOf(NOTIFICATIONS);
  const titles = noticeWords(await pageLanguage());
  const { administers } = ROLES[person.role];
  const mailbox = await mailboxOf(db, person.id);
  return (
    <>
      <Part id="letters" title={words.letters.title} aside={words.letters.aside}>
        {settings().mail === null ? (
          <Note title={words.letters.none}>
            <p>
              {words.letters.whoever} <code>NOTOUCH_SMTP_URL</code> {words.letters.sender}{" "}
              <code>NOTOUCH_MAIL_FROM</code>.
            </p>
          </Note>
        ) : (
          <MailboxForm
            words={words.form}
            address={mailbox?.address ?? ""}
            kinds={choices(titles, mailbox?.kinds ?? NOTICE_KINDS)}
          />
        )}
      </Part>
      {administers && (
        <Part id="webhooks" title={words.webhooks.title} aside={words.webhooks.aside}>
          <NewWebhook words={words.form} kinds={choices(titles, NOTICE_KINDS)} />
          <Webhooks words={words} titles={titles} webhooks={await listWebhooks(db)} />
        </Part>
      )}
      <Part id="log" title={words.log.title} aside={administers ? words.log.all : words.log.yours}>
        <DeliveryLog
          words={words}
          titles={titles}
          deliveries={await listDeliveries(db, administers ? undefined : person.id)}
          administers={administers}
        />
      </Part>
    </>
  );
}

function Webhooks({
  words: { webhooks: words, form },
  titles,
  webhooks,
}: {
  words: NotificationsWords;
  titles: Titles;
  webhooks: readonly WebhookView[];
}) {
  if (webhooks.length === 0) return null;
  return (
    <Scroller label={words.title} className="card">
      <table className="grid-table middle min-w-[44rem]">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.host}</th>
            <th scope="col">{words.tellsOf}</th>
            <th scope="col">{words.added}</th>
            <th scope="col">
              <span className="sr-only">{words.change}</span>
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
              <td>{webhook.kinds.map((kind) => titles[kind].title).join(", ")}</td>
              <td>
                <When at={webhook.createdAt} /> {words.by(webhook.createdBy)}
              </td>
              <td>
                <WebhookActions words={form} id={webhook.id} name={webhook.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
