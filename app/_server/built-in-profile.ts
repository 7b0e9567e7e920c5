import { BUILT_IN } from "@/lib/profile/built-in";
import type { Profile } from "@/lib/profile/profile";
import { Problem } from "./api/problem";

/** A built-in profile by name; `invalid-input` names those that there are. */
export function builtInProfile(name: string): Profile {
  const profile = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
  if (profile) return profile;
  throw new Problem(
    "invalid-input",
    `Built-in are ${Object.keys(BUILT_IN).join(", ")}; send the document of any other profile.`,
    [{ at: "profile", problem: `there is no built-in profile ${name}` }],
  );
}
