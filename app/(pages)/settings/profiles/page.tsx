import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Note, Part } from "@/app/_ui/frame";
import { one, type Query } from "@/app/_ui/query";
import { profileUses } from "@/db/runs/profile-uses";
import { listProfiles, type ProfileView } from "@/db/runs/runs";
import { diffProfiles } from "@/lib/profile/profile-diff";
import { signedIn } from "../../signed-in";
import { ProfileDifferences } from "./profile-differences";
import { ProfilesTable } from "./profiles-table";
import { PROFILES, type ProfilesWords } from "./profiles-words";
import { previousOf, twinOf, versionName } from "./version";
import { VersionPicker } from "./version-picker";

type Props = { searchParams: Promise<Query> };

export async function generateMetadata() {
  return { title: (await wordsOf(PROFILES)).title };
}

/**
 * Whoever may read runs may read what they were judged by. `a` and `b` are the digests of the version before and after;
 * without them a newest version stands beside the one that it follows, or beside another document of its name.
 */
export default async function ProfilesPage({ searchParams }: Props) {
  await signedIn("/settings/profiles");
  const db = await database();
  const words = await wordsOf(PROFILES);
  const profiles = await listProfiles(db);
  const query = await searchParams;
  const [a, b] = [one(query.a), one(query.b)];
  const found = (digest: string | undefined) => profiles.find((p) => p.digest === digest) ?? null;
  const newest = profiles.find((p) => previousOf(profiles, p) !== null) ?? profiles[0] ?? null;
  const after = b === undefined ? newest : found(b);
  const before =
    a === undefined ? after && (previousOf(profiles, after) ?? twinOf(profiles, after)) : found(a);
  return (
    <>
      <Part id="profiles" title={words.heading} aside={words.aside}>
        <ProfilesTable words={words} profiles={profiles} uses={await profileUses(db)} />
      </Part>
      <Part id="difference" title={words.compare.heading}>
        <VersionPicker words={words} profiles={profiles} before={before} after={after} />
        <Difference
          words={words}
          unknown={(a !== undefined && before === null) || (b !== undefined && after === null)}
          before={before}
          after={after}
        />
      </Part>
    </>
  );
}

async function Difference(props: {
  words: ProfilesWords;
  unknown: boolean;
  before: ProfileView | null;
  after: ProfileView | null;
}) {
  const { words, unknown, before, after } = props;
  const { compare } = words;
  if (unknown) return <Note title={compare.unknown}>{compare.unknownSays}</Note>;
  return (
    <div className="space-y-4">
      {before === null || after === null ? (
        <Note title={compare.first}>{compare.firstSays}</Note>
      ) : before.digest === after.digest ? (
        <Note title={compare.same}>{compare.sameSays}</Note>
      ) : (
        <ProfileDifferences
          words={words}
          language={await pageLanguage()}
          caption={compare.caption(versionName(before), versionName(after))}
          differences={diffProfiles(before.document, after.document)}
        />
      )}
      {after !== null && (
        <details className="card px-4 py-3">
          <summary className="cursor-pointer font-semibold">{compare.document(versionName(after))}</summary>
          <pre className="mt-3 text-[0.8125rem] break-words whitespace-pre-wrap">
            <code>{JSON.stringify(after.document, null, 2)}</code>
          </pre>
        </details>
      )}
    </div>
  );
}
