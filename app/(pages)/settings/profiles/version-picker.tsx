import type { ProfileView } from "@/db/runs/runs";
import type { ProfilesWords } from "./profiles-words";
import { shortDigest, versionName } from "./version";

/** Any two versions. A form, so that it works before any script does; the choice lives in the address. */
export function VersionPicker(props: {
  words: ProfilesWords;
  profiles: readonly ProfileView[];
  before: ProfileView | null;
  after: ProfileView | null;
}) {
  const { words, profiles, before, after } = props;
  const field = (name: "a" | "b", title: string, chosen: ProfileView | null) => (
    <label className="min-w-44 flex-1 text-sm">
      <span className="mb-1 block font-semibold">{title}</span>
      <select
        key={chosen?.digest}
        name={name}
        defaultValue={chosen?.digest}
        data-key={name === "a" ? "/" : undefined}
        className="field"
      >
        {profiles.map((profile) => (
          <option key={profile.digest} value={profile.digest}>
            {versionName(profile)} · {shortDigest(profile)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <form action="/settings/profiles" className="card mb-4 flex flex-wrap items-end gap-3 px-4 py-4">
      {field("a", words.compare.before, before)}
      {field("b", words.compare.after, after)}
      <button type="submit" className="button button-ink">
        {words.compare.go}
      </button>
    </form>
  );
}
