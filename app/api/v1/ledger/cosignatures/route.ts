import { cosignaturesBody, noQuery } from "@/app/_server/api/api-schemas";
import { jsonEndpoint, queryEndpoint } from "@/app/_server/api/endpoint";
import { settings } from "@/app/_server/settings";
import { newestCosignatures, recordCosignatures } from "@/db/ledger/checkpoint";

export const dynamic = "force-dynamic";

/** The newest statement of each witness. */
export const GET = queryEndpoint(noQuery, async ({ db }) => ({
  body: { witnesses: await newestCosignatures(db) },
}));

/** A checkpoint of this ledger with the signatures of witnesses below it (C2SP tlog-cosignature). */
export const POST = jsonEndpoint("contribute", cosignaturesBody, async ({ db, body }) => ({
  status: 201,
  body: { witnesses: await recordCosignatures(db, body.note, settings().witnesses) },
}));
