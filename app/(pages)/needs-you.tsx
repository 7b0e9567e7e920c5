import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { listRuns } from "@/db/runs/runs";
import type { RunView } from "@/db/runs/views";
import type { Db } from "@/db/store/client";
import { ROLES, type Role } from "@/lib/authority/roles";
import { RUNS, type RunsWords } from "./runs-words";

interface Need {
  readonly run: RunView;
  readonly why: string;
  readonly href: string;
}

const SHOWN = 5;

/** What waits for this person: for an Owner a proof without a decision, for an Engineer their own open or failed runs. */
async function needsOf(
  db: Db,
  person: { readonly username: string; readonly role: Role },
  now: Date,
  words: RunsWords,
): Promise<{ needs: Need[]; all: string }> {
  if (ROLES[person.role].decides) {
    const all = "eng:pass auth:hold";
    const { runs } = await listRuns(db, { q: all, limit: 100 }, now);
    const open = runs.filter(
      (run) => run.authority.basis !== "recorded" && run.authority.basis !== "revoked",
    );
    const due = (await listRuns(db, { q: "auth:due", limit: 100 }, now)).runs;
    const need = (why: string) => (run: RunView) => ({ run, why, href: `/runs/${run.slug}/sign-off` });
    return {
      all,
      needs: [...open.map(need(words.needs.decision)), ...due.map(need(words.needs.due))],
    };
  }
  if (!ROLES[person.role].contributes) return { needs: [], all: "" };
  const mine = `by:${person.username}`;
  const [open, failed] = [
    await listRuns(db, { q: `eng:none ${mine}`, limit: 100 }, now),
    await listRuns(db, { q: `eng:fail ${mine}`, limit: 100 }, now),
  ];
  return {
    all: mine,
    needs: [
      ...open.runs.map((run) => ({ run, why: missingOf(run, words), href: `/runs/${run.slug}` })),
      ...failed.runs.map((run) => ({
        run,
        why: words.needs.fails(
          run.engineering.claims
            .filter((c) => c.verdict === "FAIL")
            .map((c) => c.id)
            .join(", "),
        ),
        href: `/runs/${run.slug}`,
      })),
    ],
  };
}

function missingOf(run: RunView, words: RunsWords): string {
  const missing = (["before", "staging", "after"] as const).filter(
    (phase) => !run.evidence.some((e) => e.phase === phase),
  );
  return missing.length > 0 ? words.lacks(missing.join(", ")) : words.needs.open;
}

export async function NeedsYou({
  db,
  person,
  now,
}: {
  db: Db;
  person: { readonly username: string; readonly role: Role };
  now: Date;
}) {
  const words = await wordsOf(RUNS);
  const { needs, all } = await needsOf(db, person, now, words);
  if (all === "") return null;
  return (
    <section
      aria-labelledby="needs-you"
      className="mb-page rounded-lg border-2 border-ink bg-surface px-4 py-3 sm:px-5"
    >
      <h2 id="needs-you" className="text-sm font-semibold">
        {words.needs.title}
      </h2>
      {needs.length === 0 ? (
        <p className="mt-1 text-soft">{words.needs.nothing}</p>
      ) : (
        <ul className="mt-1.5 grid gap-x-8 gap-y-1">
          {needs.slice(0, SHOWN).map(({ run, why, href }) => (
            <li key={run.id} className="min-w-0">
              <Link href={href} prefetch={false} className="link font-semibold">
                {run.name}
              </Link>{" "}
              <span className="text-soft">{why}</span>
            </li>
          ))}
          {needs.length > SHOWN && (
            <li>
              <Link href={`/?q=${encodeURIComponent(all)}`} prefetch={false} className="link">
                {words.needs.more(needs.length - SHOWN)}
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
