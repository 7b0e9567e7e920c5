import { endpoint } from "@/app/_server/api/endpoint";
import { Problem } from "@/app/_server/api/problem";
import { runPulse } from "@/db/verdicts/pulse";

export const dynamic = "force-dynamic";

/** For the page of a run, which asks again and again: small, and without judging anything. */
export const GET = endpoint<{ run: string }>("read", async ({ db, params }) => {
  const pulse = await runPulse(db, params.run);
  if (pulse === null) throw new Problem("not-found", "There is no such run.");
  return { body: pulse };
});
