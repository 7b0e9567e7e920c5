import { and, eq, ilike, or, type SQL, sql } from "drizzle-orm";
import { PHASES } from "@/lib/evidence/manifest";
import { EVALUATOR } from "@/lib/verdict/matrix";
import { person, run } from "../store/schema";

/**
 *   search = *(token / word)
 *   token  = "eng:" ("pass" / "fail" / "none") / "auth:" ("hold" / "authorized" / "due") / "missing:" phase / "has:" phase
 *          / "fopen:" 1*2DIGIT / "by:" username / "profile:" name
 *
 * Every token and word narrows. A word is looked for in the run's slug and name, and so is a token that is none of these.
 */
export function searchFilter(search: string, now: Date): SQL | undefined {
  const parts = search.trim().split(/\s+/).filter(Boolean).slice(0, 20);
  return and(...parts.map((part) => tokenFilter(part, now) ?? wordFilter(part)));
}

const VERDICT_TOKENS: Readonly<Record<string, string>> = {
  pass: "PASS",
  fail: "FAIL",
  none: "NO_EVIDENCE",
  "no-evidence": "NO_EVIDENCE",
};

function tokenFilter(token: string, now: Date): SQL | undefined {
  const colon = token.indexOf(":");
  const value = token.slice(colon + 1).toLowerCase();
  if (colon < 1 || value === "") return undefined;
  switch (token.slice(0, colon).toLowerCase()) {
    case "eng": {
      const verdict = VERDICT_TOKENS[value];
      // A run without a verdict in force counts as one without evidence, as it reads everywhere else.
      return verdict === undefined
        ? undefined
        : sql`coalesce((select v.engineering from ${inForceVerdict}), 'NO_EVIDENCE') = ${verdict}`;
    }
    case "auth":
      if (value === "authorized") return authorized(now);
      if (value === "due") return revisitIsDue(now);
      return value === "hold" ? sql`not ${authorized(now)}` : undefined;
    case "missing":
      return isPhase(value) ? sql`not ${hasPhase(value)}` : undefined;
    case "has":
      return isPhase(value) ? hasPhase(value) : undefined;
    case "fopen":
      return /^\d{1,2}$/.test(value)
        ? sql`exists (select from ${inForceVerdict} where (v.matrix::jsonb -> 'failOpen') @> ${JSON.stringify([`F-OPEN-${value}`])}::jsonb)`
        : undefined;
    case "by":
      return or(
        eq(person.username, value),
        sql`exists (select from evidence e join person c on c.id = e.contributor where e.run_id = ${run.id} and c.username = ${value})`,
      );
    case "profile":
      return eq(run.profileName, value);
    default:
      return undefined;
  }
}

function wordFilter(word: string): SQL | undefined {
  const like = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
  return or(ilike(run.slug, like), ilike(run.name, like));
}

function isPhase(text: string): boolean {
  return (PHASES as readonly string[]).includes(text);
}

function hasPhase(phase: string): SQL {
  return sql`exists (select from evidence e where e.run_id = ${run.id} and e.phase = ${phase})`;
}

const inForceVerdict = sql`(
  select n.* from (select * from verdict where run_id = ${run.id} order by ledger_index desc limit 1) n
   where n.basis = notouch_basis(${run.id}) and n.evaluator = ${EVALUATOR}) v`;

/** The same conditions as `deriveAuthority`. */
function authorized(now: Date): SQL {
  return sql`exists (select from ${inForceVerdict}
    join (select * from decision where run_id = ${run.id} order by ledger_index desc limit 1) d on d.matrix_digest = v.matrix_digest
   where d.kind = 'AUTHORIZE' and v.engineering = 'PASS' and d.expires_at > ${now.toISOString()}::timestamptz
     and (d.owners = 1 or d.owners <= (
       select count(distinct s.decided_by) from decision s
        where s.run_id = d.run_id and s.ledger_index > coalesce((
          select max(x.ledger_index) from decision x
           where x.run_id = d.run_id and (x.kind, x.matrix_digest, x.scope, x.expires_at)
                 is distinct from (d.kind, d.matrix_digest, d.scope, d.expires_at)), -1))))`;
}

/** The same conditions as `revisitDue`: a HOLD that stands, whose day for looking again has come. */
function revisitIsDue(now: Date): SQL {
  return sql`exists (select from ${inForceVerdict}
    join (select * from decision where run_id = ${run.id} order by ledger_index desc limit 1) d on d.matrix_digest = v.matrix_digest
   where d.kind = 'HOLD' and d.revisit_at <= ${now.toISOString()}::timestamptz)`;
}
