import birthRegistry from "./birth-registry-1.json";
import { type Profile, parseProfile } from "./profile";

/** The profiles that come with notouch, by name; the newest version of each. */
export const BUILT_IN: Readonly<Record<string, Profile>> = {
  "birth-registry": parseProfile(birthRegistry, "birth-registry-1.json"),
};
