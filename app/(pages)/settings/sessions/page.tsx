import { database } from "@/app/_server/database";
import { wordsOf } from "@/app/_server/language";
import { settings } from "@/app/_server/settings";
import { Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { isSignInMethod, listSessions } from "@/db/identity/sessions";
import { signedIn } from "../../signed-in";
import { browserName } from "./browser-name";
import { EndOthers, EndSession } from "./session-forms";
import { SESSIONS } from "./sessions-words";

export async function generateMetadata() {
  return { title: (await wordsOf(SESSIONS)).title };
}

export default async function SessionsPage() {
  const person = await signedIn("/settings/sessions");
  const words = await wordsOf(SESSIONS);
  const { session } = settings();
  const sessions = await listSessions(await database(), person.id, session);
  return (
    <Part
      id="sessions"
      title={words.heading}
      aside={words.aside(session.idleMs / 60_000, session.absoluteMs / 3_600_000)}
    >
      <Scroller label={words.title} className="card">
        <table className="grid-table middle min-w-[44rem]">
          <thead>
            <tr>
              <th scope="col">{words.browser}</th>
              <th scope="col">{words.method}</th>
              <th scope="col">{words.began}</th>
              <th scope="col">{words.used}</th>
              <th scope="col">{words.ends}</th>
              <th scope="col">
                <span className="sr-only">{words.end}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((s) => {
              const browser = browserName(s.userAgent, words);
              return (
                <tr key={s.id}>
                  <th
                    scope="row"
                    className="!text-sm !font-semibold !whitespace-normal !text-ink"
                    title={s.userAgent ?? undefined}
                  >
                    {browser}
                  </th>
                  <td>{isSignInMethod(s.method) ? words.methods[s.method] : s.method}</td>
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
                      <span className="text-faint">{words.this}</span>
                    ) : (
                      <EndSession id={s.id} end={words.end} label={words.endOne(browser)} />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroller>
      {sessions.length > 1 && <EndOthers end={words.endOthers} />}
    </Part>
  );
}
