import Link from "next/link";
import { database } from "@/app/_server/database";
import { Command } from "@/app/_ui/command";
import { countOf } from "@/app/_ui/figures";
import { Note, PageHeading } from "@/app/_ui/frame";
import { one, type Query, wholeNumber } from "@/app/_ui/query";
import { listProfiles, listRuns } from "@/db/runs";
import { ROLES } from "@/lib/authority/roles";
import { NeedsYou } from "./needs-you";
import { NewRun } from "./new-run";
import { RunSearch } from "./run-search";
import { RunsTable } from "./runs-table";
import { signedIn } from "./signed-in";

export const metadata = { title: "Runs" };

export default async function RunsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const person = await signedIn("/");
  const db = await database();
  const query = await searchParams;
  const now = new Date();
  const q = one(query.q) ?? "";
  const page = await listRuns(db, { q, cursor: wholeNumber(query.cursor) }, now);
  const contributes = ROLES[person.role].contributes;
  const profiles = contributes ? [...new Set((await listProfiles(db)).map((p) => p.name))] : [];
  return (
    <>
      <PageHeading title="Runs" lead="Each run is one pilot, bracketed by captures of production." />
      <NeedsYou db={db} person={person} now={now} />
      {contributes && <NewRun profiles={profiles} open={page.total === 0 && q === ""} />}
      <RunSearch q={q} />
      {page.runs.length > 0 ? (
        <>
          <RunsTable runs={page.runs} now={now} />
          <nav aria-label="Pages" className="mt-3 flex items-center justify-between text-sm text-faint">
            <span>
              {countOf(page.total, "run")}
              {q !== "" && " match"}
            </span>
            {page.next !== null && (
              <Link
                href={`/?${new URLSearchParams({ q, cursor: String(page.next) })}`}
                prefetch={false}
                className="button"
              >
                Older runs
              </Link>
            )}
          </nav>
        </>
      ) : q !== "" ? (
        <Note title="No run matches this search.">
          <p>
            The search went over all runs.{" "}
            <Link href="/" prefetch={false} className="link">
              Show all runs
            </Link>
          </p>
        </Note>
      ) : (
        <NoRuns />
      )}
    </>
  );
}

function NoRuns() {
  return (
    <Note title="No run yet.">
      <p>
        An Engineer starts one from the terminal. These commands create a run, take the first capture and
        upload it:
      </p>
      <Command
        text={[
          "npx notouch run create my-pilot --profile birth-registry",
          "npx notouch capture before --profile birth-registry --run my-pilot --out before.notouch",
          "npx notouch upload before.notouch --run my-pilot",
        ].join("\n")}
        label="commands for a first run"
      />
    </Note>
  );
}
