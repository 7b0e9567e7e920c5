import type { Manifest } from "@/lib/evidence/manifest";
import type { Preflight } from "./preflight";
import type { Session } from "./session";

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** An SQL expression of type timestamptz as ISO 8601 text in UTC. */
export function isoTime(expression: string): string {
  return `to_char((${expression}) AT TIME ZONE 'UTC', ${ISO})`;
}

/** The database server's clock. */
export async function clockOf(session: Session): Promise<string> {
  const { at } = await session.row<{ at: string }>(`SELECT ${isoTime("clock_timestamp()")} AS at`);
  return at;
}

interface Times {
  readonly startedAt: string;
  readonly clientStartedAt: Date;
  readonly tool: string;
}

/**
 * Where the evidence comes from. `isolation` and `readOnly` are asked of the server, not assumed; the visibility
 * is what the checks established, which let nothing else through.
 */
export async function sourceOf(
  session: Session,
  checked: Preflight,
  times: Times,
): Promise<Manifest["source"]> {
  const facts = await session.row<{
    systemIdentifier: string;
    database: string;
    databaseOid: string;
    serverVersion: string;
    inRecovery: boolean;
    isolation: string;
    readOnly: string;
    rowSecurity: string;
    snapshot: string;
    walPosition: string;
    postmasterStartedAt: string;
    endedAt: string;
  }>(
    `SELECT (SELECT system_identifier::text FROM pg_control_system()) AS "systemIdentifier",
       current_database()::text AS database, (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS "databaseOid",
       current_setting('server_version') AS "serverVersion", pg_is_in_recovery() AS "inRecovery",
       current_setting('transaction_isolation') AS isolation, current_setting('transaction_read_only') AS "readOnly",
       current_setting('row_security') AS "rowSecurity", pg_current_snapshot()::text AS snapshot,
       pg_current_wal_lsn()::text AS "walPosition", ${isoTime("pg_postmaster_start_time()")} AS "postmasterStartedAt",
       ${isoTime("clock_timestamp()")} AS "endedAt"`,
  );
  const { isolation, readOnly, rowSecurity, ...rest } = facts;
  if (isolation !== "repeatable read" || readOnly !== "on")
    throw new Error(
      `the transaction is ${isolation}, read only ${readOnly}: is there a pooler that rewrites transactions?`,
    );
  return {
    ...rest,
    role: checked.role,
    visibility: {
      rowSecurityOff: rowSecurity === "off",
      readsEveryTable: checked.tables.present.every((t) => t.selectable && t.usable && !t.rowSecurity),
      writePrivileges: checked.own.rights.length,
    },
    isolation,
    readOnly: true,
    // A snapshot with many transactions in progress is long; its bounds and the first of them identify it.
    snapshot: facts.snapshot.slice(0, 200),
    startedAt: times.startedAt,
    clientStartedAt: times.clientStartedAt.toISOString(),
    tool: times.tool,
  };
}
