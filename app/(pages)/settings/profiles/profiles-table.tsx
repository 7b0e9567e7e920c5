import Link from "next/link";
import { Digest } from "@/app/_ui/digest";
import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { ProfileUse } from "@/db/runs/profile-uses";
import type { ProfileView } from "@/db/runs/runs";
import type { ProfilesWords } from "./profiles-words";
import { comparison, previousOf, shortDigest, twinOf, versionName } from "./version";

/** Every version that is built in or that a run was created with, the newest of each profile first. */
export function ProfilesTable(props: {
  words: ProfilesWords;
  profiles: readonly ProfileView[];
  uses: ReadonlyMap<string, ProfileUse>;
}) {
  const { words, profiles, uses } = props;
  return (
    <Scroller label={words.heading} className="card">
      <table className="grid-table middle min-w-[52rem]">
        <thead>
          <tr>
            <th scope="col">{words.profile}</th>
            <th scope="col">{words.digest}</th>
            <th scope="col">{words.origin}</th>
            <th scope="col">{words.tables}</th>
            <th scope="col">{words.runs}</th>
            <th scope="col">{words.first}</th>
            <th scope="col">{words.changes}</th>
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => {
            const name = versionName(profile);
            const use = uses.get(profile.digest);
            const before = previousOf(profiles, profile);
            const twin = twinOf(profiles, profile);
            return (
              <tr key={profile.digest}>
                <th scope="row" className="!text-sm !font-semibold !whitespace-normal !text-ink">
                  {name}
                  {twin !== null && (
                    <Link
                      href={comparison(twin, profile)}
                      prefetch={false}
                      data-step
                      className="link block font-normal"
                    >
                      {words.twin(shortDigest(twin))}
                    </Link>
                  )}
                </th>
                <td>
                  <Digest digest={profile.digest} label={words.digestOf(name)} copy={words.copy} />
                </td>
                <td>{profile.builtIn ? words.builtIn : words.withRun}</td>
                <td>{profile.document.tables.length}</td>
                <td>{use?.runs ?? <span className="text-faint">{words.noRun}</span>}</td>
                <td>{use && <When at={use.first} />}</td>
                <td>
                  {before === null ? (
                    <span className="text-faint">{words.noEarlier}</span>
                  ) : (
                    <Link
                      href={comparison(before, profile)}
                      prefetch={false}
                      data-step
                      aria-label={`${words.since(name, versionName(before))} (${shortDigest(before)})`}
                      className="link"
                    >
                      {words.changes}
                    </Link>
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
