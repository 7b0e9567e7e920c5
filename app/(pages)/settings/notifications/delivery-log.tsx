import { Note, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { DeliveryView } from "@/db/views";
import { isNoticeKind, NOTICES } from "@/lib/authority/notice";
import { SendAgain } from "./notification-forms";

/** What was sent to whom, how often it was tried, and what was answered. */
export function DeliveryLog({
  deliveries,
  administers,
}: {
  deliveries: readonly DeliveryView[];
  administers: boolean;
}) {
  if (deliveries.length === 0)
    return <Note title="Nothing was sent yet.">What is told, and what was answered, will stand here.</Note>;
  return (
    <Scroller label="Delivery log" className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">Notice</th>
            <th scope="col">Run</th>
            <th scope="col">To</th>
            <th scope="col">Since</th>
            <th scope="col">State</th>
            <th scope="col">Attempts</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((d) => {
            const title = isNoticeKind(d.kind) ? NOTICES[d.kind].title : "Test";
            return (
              <tr key={d.id}>
                <th scope="row" className="!text-sm !font-semibold !whitespace-normal !text-ink">
                  {title}
                </th>
                <td>{d.run ?? <span className="text-faint">none</span>}</td>
                <td>
                  {d.to} <span className="text-faint">{d.channel === "email" ? "by letter" : "webhook"}</span>
                </td>
                <td>
                  <When at={d.createdAt} seconds />
                </td>
                <td>
                  {d.state}
                  {d.nextAt !== null && d.attempts.length > 0 && (
                    <span className="block text-faint">
                      next <When at={d.nextAt} seconds />
                    </span>
                  )}
                  {d.state === "failed" && administers && (
                    <SendAgain id={d.id} what={`${title} to ${d.to}`} />
                  )}
                </td>
                <td>
                  {d.attempts.length === 0 ? (
                    <span className="text-faint">none yet</span>
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
