import { Note, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { noticeWords } from "@/app/_ui/words/notice-words";
import type { DeliveryView } from "@/db/notices/views";
import { isNoticeKind } from "@/lib/authority/notice";
import { SendAgain } from "./notification-forms";
import type { NotificationsWords } from "./notifications-words";

/** What was sent to whom, how often it was tried, and what was answered. */
export function DeliveryLog({
  words: { log: words, form },
  titles,
  deliveries,
  administers,
}: {
  words: NotificationsWords;
  titles: ReturnType<typeof noticeWords>;
  deliveries: readonly DeliveryView[];
  administers: boolean;
}) {
  if (deliveries.length === 0) return <Note title={words.none}>{words.noneSays}</Note>;
  return (
    <Scroller label={words.title} className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">{words.notice}</th>
            <th scope="col">{words.run}</th>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.since}</th>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.attempts}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((d) => {
            const title = isNoticeKind(d.kind) ? titles[d.kind].title : words.test;
            return (
              <tr key={d.id}>
                <th scope="row" className="!text-sm !font-semibold !whitespace-normal !text-ink">
                  {title}
                </th>
                <td>{d.run ?? <span className="text-faint">{words.noRun}</span>}</td>
                <td>
                  {d.to} <span className="text-faint">{words.channels[d.channel]}</span>
                </td>
                <td>
                  <When at={d.createdAt} seconds />
                </td>
                <td>
                  {words.states[d.state]}
                  {d.nextAt !== null && d.attempts.length > 0 && (
                    <span className="block text-faint">
                      {words.next} <When at={d.nextAt} seconds />
                    </span>
                  )}
                  {d.state === "failed" && administers && (
                    <SendAgain words={form} id={d.id} what={words.of(title, d.to)} />
                  )}
                </td>
                <td>
                  {d.attempts.length === 0 ? (
                    <span className="text-faint">{words.noAttempt}</span>
                  ) : (
                    <ol className="space-y-0.5">
                      {d.attempts.map((attempt) => (
                        <li key={attempt.at}>
                          <When at={attempt.at} seconds /> {attempt.detail}
                        </li>
                      ))}
                    </ol>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroller>
  );
}
