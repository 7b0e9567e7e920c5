import type { ProfileView } from "@/db/runs/runs";

/** A version as people call it. Two documents may bear the same name and version; their digests differ. */
export function versionName({ name, version }: ProfileView): string {
  return `${name} ${version}`;
}

/** Tells apart what bears the same name: the start of the digest. */
export function shortDigest({ digest }: ProfileView): string {
  return digest.replace(/^sha256:/, "").slice(0, 8);
}

/** The version that one follows: of the same profile, the next lower one that is known. `profiles`: newest first. */
export function previousOf(profiles: readonly ProfileView[], one: ProfileView): ProfileView | null {
  return profiles.find((p) => p.name === one.name && p.version < one.version) ?? null;
}

/** Another document under the same name and version. Neither is before the other. */
export function twinOf(profiles: readonly ProfileView[], one: ProfileView): ProfileView | null {
  return profiles.find((p) => p !== one && versionName(p) === versionName(one)) ?? null;
}

/** The address of two versions side by side. */
export function comparison(before: ProfileView, after: ProfileView): string {
  return `/settings/profiles?${new URLSearchParams({ a: before.digest, b: after.digest })}#difference`;
}
