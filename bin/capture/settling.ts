import { setTimeout } from "node:timers/promises";
import type { Statistics } from "@/lib/evidence/manifest";
import { clip } from "./quote";
import type { Session } from "./session";
import { isoTime } from "./source";

/**
 * PostgreSQL counts a session's writes in its own memory and adds them to the statistics when the session goes idle:
 * at once if its last report is a second old, else ten seconds later at the latest (PGSTAT_MIN_INTERVAL and
 * PGSTAT_IDLE_INTERVAL of pgstat.c), and never in the middle of a transaction. Some slack for a loaded machine.
 */
const REPORTED_MS = 10_500;
/** Two reports of a busy session, so that one which met a lock and was put off is made up for. */
const BUSY_MS = 2_200;
const PATIENCE_MS = 13_000;
const POLL_MS = 200;

interface Backend {
  process: string;
  /** Virtual transaction that it holds open, which everybody may see. */
  transaction: string | null;
  /** The rest is seen by members of pg_read_all_stats alone. */
  idle: boolean | null;
  /** Milliseconds since its last change of state, and between the snapshot and that change. */
  quiet: number | null;
  later: number | null;
  since: string | null;
  who: string;
  /** Milliseconds between the snapshot and this look, by the server's clock. */
  age: number;
}

const BACKENDS = `
WITH held AS MATERIALIZED (
  SELECT pid, min(virtualtransaction) AS transaction FROM pg_locks
  WHERE locktype = 'virtualxid' AND mode = 'ExclusiveLock' AND granted AND pid IS NOT NULL GROUP BY pid)
SELECT a.pid::text AS process, h.transaction, a.state = 'idle' AS idle,
  (extract(epoch FROM statement_timestamp() - a.state_change) * 1000)::float8 AS quiet,
  (extract(epoch FROM a.state_change - $1::timestamptz) * 1000)::float8 AS later,
  ${isoTime("a.xact_start")} AS since,
  concat_ws(' ', 'process ' || a.pid, 'of ' || a.usename, nullif('(' || a.application_name || ')', '()')) AS who,
  (extract(epoch FROM statement_timestamp() - $1::timestamptz) * 1000)::float8 AS age
FROM pg_stat_activity a LEFT JOIN held h USING (pid)
WHERE a.datid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND a.usesysid IS NOT NULL
  AND a.pid <> pg_backend_pid() AND a.leader_pid IS DISTINCT FROM pg_backend_pid()
  AND a.backend_type IS DISTINCT FROM 'walsender'`;

/** What one look at a session says about the writes that it had committed when the snapshot was taken. */
function hasReported(now: Backend, before: Backend | undefined): boolean {
  if (now.idle === true && now.quiet !== null && now.later !== null)
    if (now.quiet >= REPORTED_MS || now.later >= BUSY_MS) return true;
  if (now.transaction === null && now.age >= REPORTED_MS) return true;
  // A transaction that was seen well after the snapshot is over: going idle, the session reported.
  return (
    before !== undefined &&
    before.age >= BUSY_MS &&
    before.transaction !== null &&
    before.transaction !== now.transaction
  );
}

/** Waits until every write that a snapshot shows stands in the statistics. */
export class Settling {
  #waiting: ReadonlyMap<string, Backend>;
  #waited = false;

  private constructor(
    private readonly session: Session,
    private readonly snapshotAt: string,
    first: readonly Backend[],
  ) {
    this.#waiting = new Map(first.filter((b) => !hasReported(b, undefined)).map((b) => [b.process, b]));
  }

  /** Notes who else is there; `snapshotAt` is the server's clock, not before the snapshot. */
  static async begin(session: Session, snapshotAt: string): Promise<Settling> {
    return new Settling(session, snapshotAt, await look(session, snapshotAt));
  }

  /** Resolves to the sessions that still may have something to report when patience ended; usually nobody. */
  async end(signal?: AbortSignal): Promise<Statistics["unsettled"]> {
    while (this.#waiting.size > 0) {
      this.#waited = true;
      const seen = new Map((await look(this.session, this.snapshotAt)).map((b) => [b.process, b]));
      const still = new Map<string, Backend>();
      let age = 0;
      // Who is gone reported on leaving.
      for (const [process, before] of this.#waiting) {
        const now = seen.get(process);
        if (!now) continue;
        age = now.age;
        if (!hasReported(now, before)) still.set(process, now);
      }
      this.#waiting = still;
      if (still.size === 0 || age > PATIENCE_MS) break;
      await setTimeout(POLL_MS, undefined, { signal });
    }
    // A session that was seen outside a transaction may be just about to report.
    if (this.#waited) await setTimeout(POLL_MS, undefined, { signal });
    return [...this.#waiting.values()].map(({ process, transaction, since, who }) => ({
      process,
      transaction,
      since,
      who: clip(who),
    }));
  }
}

async function look(session: Session, snapshotAt: string): Promise<Backend[]> {
  // The list of sessions is kept for a whole transaction unless it is thrown away.
  await session.rows("SELECT pg_stat_clear_snapshot()");
  return session.rows<Backend & Record<string, unknown>>(BACKENDS, [snapshotAt]);
}

/** When the server began to keep its statistics: the time moves when a crash loses them. */
export async function statisticsSince(session: Session): Promise<string | null> {
  const { since } = await session.row<{ since: string | null }>(
    `SELECT ${isoTime("stats_reset")} AS since FROM pg_stat_archiver`,
  );
  return since;
}
