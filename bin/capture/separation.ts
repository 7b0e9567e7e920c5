import type { Manifest } from "@/lib/evidence/manifest";
import type { LINK_KINDS } from "@/lib/evidence/pilot-schema";
import { SCOPES } from "@/lib/evidence/scope";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { certifierCalls } from "./certifier-calls";
import { isPilotsJob, type Jobs } from "./jobs";
import { clip, wholeWord } from "./quote";
import { CROSSING, OTHERS } from "./separation-sql";
import type { Session } from "./session";

type Link = Manifest["separation"]["links"][number];
type LinkKind = (typeof LINK_KINDS)[number];

interface Crossing {
  fromType: string;
  from: string;
  toType: string;
  to: string;
  class: string;
  view: boolean | null;
  contype: string | null;
}

/** Every catalogue path between the staging schema and production, by whichever side it was made. */
export async function separationOf(
  session: Session,
  profile: Profile,
  run: string,
  jobs: Jobs,
): Promise<Manifest["separation"]> {
  const { schema, role } = surfaceOf(profile, run);
  const crossing = await session.rows<Crossing & Record<string, unknown>>(CROSSING, [schema]);
  const others = await session.rows<{ kind: LinkKind; from: string; to: string; detail: string }>(OTHERS, [
    schema,
    wholeWord(schema),
    profile.certifier?.function ?? null,
    profile.certifier?.trigger ?? null,
    role,
    profile.tables.map((t) => t.name).filter((name) => !name.endsWith(".*")),
  ]);
  const links: Link[] = [
    ...crossing.map((c) => ({
      kind: kindOf(c),
      from: c.from,
      to: c.to,
      detail: `${c.fromType} depends on ${c.toType}`,
    })),
    ...others,
    ...(await certifierCalls(session, profile, schema)),
    ...(jobs.seen ?? [])
      .filter((job) => isPilotsJob(job, schema, role))
      .map((job) => ({
        kind: "scheduled-job" as const,
        from: `job ${job.id}`,
        to: schema,
        detail: `${job.schedule} as ${job.user}, and it is the pilot's role or the command names the surface`,
      })),
  ];
  const unseen = jobs.unseen === null ? [] : [{ what: "scheduled jobs", why: jobs.unseen }];
  return {
    links: links.map((l) => ({ ...l, from: clip(l.from), to: clip(l.to) })),
    looked: SCOPES.separation.filter((what) => !unseen.some((u) => u.what === what)),
    unseen,
  };
}

function kindOf(crossing: Crossing): LinkKind {
  if (crossing.toType === "type") return "type";
  switch (crossing.class) {
    case "pg_trigger":
      return "trigger";
    case "pg_rewrite":
      return crossing.view ? "view" : "rule";
    case "pg_policy":
      return "rule";
    case "pg_constraint":
      return crossing.contype === "f" ? "foreign-key" : "function";
    case "pg_class":
      // A child table or partition; also a sequence that hangs on the other side's column.
      return crossing.toType === "function" ? "function" : "inheritance";
    default:
      // Functions with a parsed body, defaults and generated columns that call or count over the border.
      return "function";
  }
}
