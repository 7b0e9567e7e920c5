import type { Phase } from "@/lib/evidence/manifest";
import { type Profile, surfaceOf } from "@/lib/profile/profile";
import { CommandError, EXIT } from "../exit";
import { type Capability, capabilityOf } from "./capability";
import { identifier } from "./quote";
import type { Session } from "./session";
import { productionTables, type SourceTable, stagingTables, type Tables } from "./tables";

/** One thing that was looked at before a row is read. A `problem` stops the capture; a `note` does not. */
export interface Finding {
  readonly id: string;
  readonly state: "ok" | "problem" | "note";
  readonly detail: string;
  /** What to run or change; null where there is nothing to do. */
  readonly cure: string | null;
}

export interface Preflight {
  readonly role: string;
  readonly findings: readonly Finding[];
  /** Tables of the phase: production's, or in the staging phase the surface's. */
  readonly tables: Tables;
  readonly own: Capability;
}

const ok = (id: string, detail: string): Finding => ({ id, state: "ok", detail, cure: null });
const problem = (id: string, detail: string, cure: string): Finding => ({
  id,
  state: "problem",
  detail,
  cure,
});
const note = (id: string, detail: string, cure: string | null = null): Finding => ({
  id,
  state: "note",
  detail,
  cure,
});

/** Looks at everything that could make a capture wrong, and reports all of it at once. Reads no row. */
export async function preflight(
  session: Session,
  profile: Profile,
  run: string | null,
  phase: Phase | null,
): Promise<Preflight> {
  const { role, recovery, version } = await session.row<{ role: string; recovery: boolean; version: string }>(
    "SELECT current_user::text AS role, pg_is_in_recovery() AS recovery, current_setting('server_version') AS version",
  );
  const own = await capabilityOf(session, role, null);
  // Names with {run} in them are never a schema, so a doctor without a run looks at production alone.
  const tables = await (phase === "staging" && run !== null
    ? stagingTables(session, profile, run)
    : productionTables(session, profile, run ?? "{run}"));
  const findings = [
    ok("server", `PostgreSQL ${version}`),
    recovery
      ? problem(
          "primary",
          "this server is a standby: it has no write counters of its own and may lag",
          "Connect to the primary.",
        )
      : ok("primary", "this server is a primary"),
    await systemIdentifier(session, role),
    await statisticsFinding(session, role),
    ...roleFindings(own),
    ...(phase === "staging" && run !== null ? await surfaceFindings(session, profile, run) : []),
    ...tables.present.flatMap((t) => tableFindings(t, role)),
    ...tables.absent.map((t) =>
      note(
        `table ${t.name}`,
        t.required
          ? "absent, and the profile requires it: its claims will be NO_EVIDENCE"
          : "absent: recorded as such",
        t.required ? "Create it, or correct the profile." : null,
      ),
    ),
  ];
  return { role, findings, tables, own };
}

/** Throws everything that stands in the way, at once. */
export function assertAllowed({ findings }: Preflight): void {
  const problems = findings.filter((f) => f.state === "problem");
  if (problems.length === 0) return;
  throw new CommandError(
    EXIT.notAllowed,
    problems.length === 1
      ? "this role cannot capture"
      : `this role cannot capture, for ${problems.length} reasons`,
    "Correct this, then check with `notouch doctor`. Nothing was read and no file was written.",
    problems.map((f) => `${f.id}: ${f.detail}. ${f.cure ?? ""}`.trimEnd()),
  );
}

async function systemIdentifier(session: Session, role: string): Promise<Finding> {
  const { allowed } = await session.row<{ allowed: boolean }>(
    "SELECT has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS allowed",
  );
  return allowed
    ? ok("identity", "the system identifier can be read")
    : problem(
        "identity",
        "the system identifier cannot be read, and without it two databases cannot be told apart",
        `GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO ${identifier(role)};`,
      );
}

/** Without it a capture waits until other sessions must have reported, instead of seeing that they have. */
async function statisticsFinding(session: Session, role: string): Promise<Finding> {
  const { member } = await session.row<{ member: boolean }>(
    "SELECT pg_has_role('pg_read_all_stats', 'USAGE') AS member",
  );
  return member
    ? ok("statistics", `${role} sees when other sessions report what they wrote`)
    : note(
        "statistics",
        "while other sessions are connected, a capture waits up to 13 s for them to report what they wrote",
        `GRANT pg_read_all_stats TO ${identifier(role)}; shortens that.`,
      );
}

const SHOWN = 12;

function roleFindings(own: Capability): Finding[] {
  const { role } = own;
  const reader = `Capture under a role that only reads: CREATE ROLE notouch_reader LOGIN; and GRANT SELECT to it.`;
  const forbidden = own.attributes.filter((a) => !/^bypassrls( as |$)/.test(a));
  const findings: Finding[] = [
    forbidden.length === 0
      ? ok("role", `${role} is no superuser and can neither create roles nor replicate`)
      : problem("role", `${role} is ${forbidden.join(", ")}`, reader),
  ];
  if (own.rights.length === 0)
    return [
      ...findings,
      ok("read-only", `${role} can write nothing, neither directly nor by membership nor through PUBLIC`),
    ];
  const shown = own.rights
    .slice(0, SHOWN)
    .map((r) => `${r.privilege} on ${r.object}${r.via === role ? "" : ` via ${r.via}`}`);
  const more = own.rights.length > SHOWN ? ` and ${own.rights.length - SHOWN} more` : "";
  return [
    ...findings,
    problem("read-only", `${role} can write: ${shown.join("; ")}${more}`, cureOf(own.rights, role) ?? reader),
  ];
}

/** REVOKE statements where the rights are few and plain; null where another role is the better cure. */
function cureOf(rights: Capability["rights"], role: string): string | null {
  const plain = rights.every(
    (r) =>
      (r.via === role || r.via === "PUBLIC") &&
      r.privilege !== "OWNER" &&
      !/^(every|future |\d+ large objects)/.test(r.object),
  );
  if (!plain || rights.length > SHOWN) return null;
  return rights
    .map((r) => `REVOKE ${revoked(r)} FROM ${r.via === "PUBLIC" ? "PUBLIC" : identifier(r.via)};`)
    .join(" ");
}

/** `UPDATE (column) ON table`, or the privilege and the object as they stand. */
function revoked({ privilege, object }: Capability["rights"][number]): string {
  const column = /^column (.+)\.([^.]+)$/.exec(object);
  return column ? `${privilege} (${column[2]}) ON ${column[1]}` : `${privilege} ON ${object}`;
}

async function surfaceFindings(session: Session, profile: Profile, run: string): Promise<Finding[]> {
  const surface = surfaceOf(profile, run);
  const [found] = await session.rows("SELECT FROM pg_namespace WHERE nspname = $1", [surface.schema]);
  const [pilot] = await session.rows("SELECT FROM pg_roles WHERE rolname = $1", [surface.role]);
  return [
    found
      ? ok("surface", `the staging schema ${surface.schema} is there`)
      : problem(
          "surface",
          `there is no schema ${surface.schema}: the staging evidence is taken while the surface exists`,
          "Check --run and the profile.",
        ),
    pilot
      ? ok("pilot", `the pilot's role ${surface.role} is there`)
      : note(
          "pilot",
          `there is no role ${surface.role}: what the pilot could do will be unknown`,
          "Capture staging before the role is dropped.",
        ),
  ];
}

function tableFindings(table: SourceTable, role: string): Finding[] {
  const id = `table ${table.name}`;
  const findings: Finding[] = [];
  const schema = identifier(table.name.slice(0, table.name.indexOf(".")));
  if (table.kind !== "r" && table.kind !== "p")
    return [
      problem(
        id,
        `it is a ${KIND[table.kind] ?? "relation"}, whose rows lie elsewhere`,
        "Name the tables behind it in the profile.",
      ),
    ];
  if (!table.usable)
    findings.push(
      problem(
        id,
        `${role} may not use schema ${schema}`,
        `GRANT USAGE ON SCHEMA ${schema} TO ${identifier(role)};`,
      ),
    );
  if (!table.selectable)
    findings.push(
      problem(id, `${role} may not read it`, `GRANT SELECT ON ${table.sql} TO ${identifier(role)};`),
    );
  if (table.rowSecurity)
    findings.push(
      problem(id, "row security hides rows from this role", `ALTER ROLE ${identifier(role)} BYPASSRLS;`),
    );
  if (table.columns.length === 0)
    findings.push(problem(id, "it has no columns", "Exclude it from the profile."));
  if (table.lacksKey)
    findings.push(
      problem(
        id,
        `no unique index over NOT NULL columns covers the key (${table.lacksKey.join(", ")})`,
        "Name another key in the profile, or none.",
      ),
    );
  else if (table.key.length === 0 && table.kind === "p")
    findings.push(
      problem(
        id,
        "it is partitioned and has no key to read along",
        "Give it a primary key, or name its partitions in the profile.",
      ),
    );
  else if (findings.length === 0)
    findings.push(
      table.key.length === 0
        ? note(id, "no primary key: read by block, its rows are compared as a multiset")
        : ok(id, `read along (${table.key.join(", ")})`),
    );
  return findings;
}

const KIND: Readonly<Record<string, string>> = { f: "foreign table", v: "view", m: "materialized view" };
