import { noQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { currentCheckpoint, noteResponse } from "@/app/_server/log";
import { ledgerKeys, newestCosignatures } from "@/db/ledger/checkpoint";
import { formatVerifierKey } from "@/lib/ledger/note";

export const dynamic = "force-dynamic";

/**
 * The signed checkpoint (C2SP tlog-checkpoint): the note itself where `text/plain` is asked for, else a document that
 * holds it beside what it says. Only the note proves anything, and only under a key that came another way.
 */
export const GET = queryEndpoint(noQuery, async ({ db, request }) => {
  const { note, origin, size, root } = await currentCheckpoint();
  if (request.headers.get("accept")?.startsWith("text/plain")) return noteResponse(note);
  return {
    body: {
      origin,
      size,
      root,
      note,
      keys: (await ledgerKeys(db)).map(formatVerifierKey),
      witnesses: await newestCosignatures(db),
    },
  };
});
