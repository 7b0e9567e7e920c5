import { readFile } from "node:fs/promises";
import { decodeUtf8, parseJson } from "@/lib/base/canonical";
import { BUILT_IN } from "@/lib/profile/built-in";
import { type Profile, parseProfile } from "@/lib/profile/profile";
import { usage } from "./exit";

/** A profile by the name of a built-in one, or from a file. Refuses a malformed one with every fault. */
export async function loadProfile(name: string): Promise<Profile> {
  if (Object.hasOwn(BUILT_IN, name)) {
    const profile = BUILT_IN[name];
    if (profile) return profile;
  }
  const bytes = await readFile(name).catch(() => {
    throw usage(
      `there is no profile ${name}`,
      `Name a file, or one of: ${Object.keys(BUILT_IN).join(", ")}.`,
    );
  });
  return parseProfile(parseJson(decodeUtf8(bytes, name), name), name);
}
