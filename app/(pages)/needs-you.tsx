import Link from "next/link";
import type { Db } from "@/db/client";
import { listRuns } from "@/db/runs";
import type { RunView } from "@/db/views";
import { ROLES, type Role } from "@/lib/authority/roles";

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
): Promise<{ needs: Need[]; all: string }> {
  if (ROLES[person.role].decides) {
    const all = "eng:pass auth:hold";
    const { runs } = await listRuns(db, { q: all, limit: 100 }, now);
    const open = runs.filter(
      (run) => run.authority.basis !== "recorded" && run.authority.basis !== "revoked",
    );
    return {
      all,
      needs: open.map((run) => ({ run, why: "waits for your decision", href: `/runs/${run.slug}/sign-off` })),
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
      ...open.runs.map((run) => ({ run, why: missingOf(run), href: `/runs/${run.slug}` })),
      ...failed.runs.map((run) => ({
        run,
        why: `fails ${run.engineering.claims
          .filter((c) => c.verdict === "FAIL")
          .map((c) => c.id)
          .join(", ")}`,
        href: `/runs/${run.slug}`,
      })),
    ],
  };
}

function missingOf(run: RunView): string {
  const missing = (["before", "staging", "after"] as const).filter(
    (phase) => !run.evidence.some((e) => e.phase === phase),
  );
  return missing.length > 0 ? `lacks ${missing.join(", ")}` : "could not be judged in full";
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
  const { needs, all } = await needsOf(db, person, now);
  if (all === "") return null;
  return (
    <section
      aria-labelledby="needs-you"
      className="mb-6 rounded-lg border-2 border-ink bg-surface px-4 py-3 sm:px-5"
    >
      <h2 id="needs-you" className="text-sm font-semibold">
        Needs you
      </h2>
      {needs.length === 0 ? (
        <p className="mt-1 text-soft">Nothing waits for you.</p>
      ) : (
        <ul className="mt-1.5 grid gap-x-8 gap-y-1 md:grid-cols-2">
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
                and {needs.length - SHOWN} more
              </Link>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}
