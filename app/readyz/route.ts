import { problemResponse } from "@/app/_server/api/problem";
import { database } from "@/app/_server/database";
import { ledgerEnd } from "@/db/ledger/ledger";

export const dynamic = "force-dynamic";

/** The database answers a query. 503 otherwise. */
export async function GET(): Promise<Response> {
  try {
    await ledgerEnd(await database());
    return new Response("ready\n", {
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  } catch (error) {
    return problemResponse(error);
  }
}
