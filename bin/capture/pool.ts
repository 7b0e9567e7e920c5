import { setTimeout } from "node:timers/promises";
import { DIRECT } from "./backend";
import type { Finding } from "./preflight";
import { openSession, type Session } from "./session";

const LOOKS = 5;
const PATIENCE_MS = 2_000;

/**
 * Whether a pooler stands between, and whether it lends its backends by the transaction. PostgreSQL tells a client the
 * process that serves it when the connection begins, a pooler tells a number of its own.
 */
export async function poolFinding(session: Session, url: string): Promise<Finding> {
  const id = "connection";
  const served = await processOf(session);
  const { client } = session;
  if ("processID" in client && client.processID === served)
    return { id, state: "ok", detail: "PostgreSQL itself answers", cure: null };
  if (await lendsBackends(session, url))
    return {
      id,
      state: "problem",
      detail:
        "a connection pooler in transaction mode stands between: a capture is refused where its transactions meet different backends",
      cure: DIRECT,
    };
  return {
    id,
    state: "note",
    detail: "a connection pooler stands between; it keeps one backend for this connection",
    cure: null,
  };
}

/** Outside a transaction, so that a pooler may send each to another backend. */
async function processOf({ client }: Session): Promise<number> {
  const { rows } = await client.query<{ process: number }>("SELECT pg_catalog.pg_backend_pid() AS process");
  return rows[0]?.process ?? -1;
}

/**
 * Two connections that are open at once share a backend, or one meets two, only where backends are lent by the
 * transaction. A second connection that gets none at all waits for the one that this connection keeps.
 */
async function lendsBackends(session: Session, url: string): Promise<boolean> {
  const late = new AbortController();
  const over = new AbortController();
  const look = async () => {
    const other = await openSession(url, late.signal);
    try {
      const mine = new Set<number>();
      const others = new Set<number>();
      for (let i = 0; i < LOOKS; i++) {
        mine.add(await processOf(session));
        others.add(await processOf(other));
      }
      return mine.size > 1 || others.size > 1 || [...mine].some((process) => others.has(process));
    } finally {
      await other.close();
    }
  };
  const patience = setTimeout(PATIENCE_MS, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([look(), patience]);
  } catch {
    // No second connection is to be had, and this one has its backend.
    return false;
  } finally {
    over.abort();
    late.abort();
  }
}
