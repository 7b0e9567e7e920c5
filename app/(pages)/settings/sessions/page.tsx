import { database } from "@/app/_server/database";
import { settings } from "@/app/_server/settings";
import { Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { isSignInMethod, listSessions, SIGN_IN_METHODS } from "@/db/sessions";
import { signedIn } from "../../signed-in";
import { browserName } from "./browser-name";
import { EndOthers, EndSession } from "./session-forms";

export const metadata = { title: "Sessions" };

export default async function SessionsPage() {
  const person = await signedIn("/settings/sessions");
  const { session } = settings();
  const sessions = await listSessions(await database(), person.id, session);
  return (
    <Part
      id="sessions"
      title="Where you are signed in"
      aside={`A session ends ${session.idleMs / 60_000} minutes after its last request, and ${session.absoluteMs / 3_600_000} hours after it began.`}
    >
      <Scroller label="Sessions" className="card">
        <table className="grid-table middle min-w-[44rem]">
          <thead>
            <tr>
              <th scope="col">Browser</th>
              <th scope="col">Signed in by</th>
              <th scope="col">Began</th>
              <th scope="col">Last request</th>
              <th scope="col">Ends at the latest</th>
              <th scope="col">
                <span className="sr-only">End</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((s) => {
              const browser = browserName(s.userAgent);
              return (
                <tr key={s.id}>
                  <th
                    scope="row"
                    className="!text-sm !font-semibold !whitespace-normal !text-ink"
                    title={s.userAgent ?? undefined}
                  >
                    {browser}
                  </th>
                  <td>{isSignInMethod(s.method) ? SIGN_IN_METHODS[s.method] : s.method}</td>
                  <td>
                    <When at={s.startedAt} />
                  </td>
                  <td>
                    <When at={s.lastUsedAt} />
                  </td>
                  <td>
                    <When at={s.endsAt} />
                  </td>
                  <td>
                    {s.id === person.sessionId ? (
                      <span className="text-faint">this one</span>
                    ) : (
                      <EndSession id={s.id} what={`the session in ${browser}`} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
      {sessions.length > 1 && <EndOthers />}
    </Part>
  );
}
