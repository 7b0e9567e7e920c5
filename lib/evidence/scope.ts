/**
 * What a capture of this version looks at, question by question. Evidence states what it looked at, and a check
 * demands all of it: whoever adds a line here turns older evidence, which did not look, to NO_EVIDENCE and not to PASS.
 */
export const SCOPES = {
  capability: [
    "attributes",
    "memberships",
    "ownership",
    "grants",
    "column grants",
    "default privileges",
    "large objects",
    "parameters",
    "server functions",
    "predefined roles",
    "functions that run as their owner",
  ],
  separation: [
    "dependencies",
    "types",
    "function bodies",
    "the certifier's calls",
    "publications",
    "subscriptions",
    "foreign servers",
    "event triggers",
    "search paths",
    "scheduled jobs",
  ],
  surface: [
    "schema",
    "roles",
    "large objects",
    "replication slots",
    "prepared transactions",
    "connections",
    "advisory locks",
    "comments",
    "settings",
    "scheduled jobs",
  ],
  coverage: ["tables", "partitions", "child tables", "stamps", "knowledge graph"],
} as const;

export type ScopeName = keyof typeof SCOPES;

/** What evidence did not look at; everything where it says nothing of it. */
export function unlooked(scope: ScopeName, looked: readonly string[] | undefined): string[] {
  return SCOPES[scope].filter((what) => !(looked ?? []).includes(what));
}
