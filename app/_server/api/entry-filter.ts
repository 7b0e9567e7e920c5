import type { z } from "zod";
import type { EntryQuery } from "@/db/ledger/ledger";
import { AUDIT_KINDS } from "@/lib/ledger/entry";
import type { entryFilter } from "./api-schemas";

export type EntryFilter = z.output<typeof entryFilter>;

/** The filter as the interface and the screen spell it, as the database reads it. */
export function entryQueryOf({ kind, digest, since, until, ...rest }: EntryFilter): EntryQuery {
  return {
    ...rest,
    ...(kind !== undefined && { kinds: kind === "audit" ? AUDIT_KINDS : [kind] }),
    ...(digest !== undefined && { digest: digest.replace(/^sha256:/, "") }),
    ...(since !== undefined && { since: new Date(`${since}T00:00:00.000Z`) }),
    ...(until !== undefined && { until: new Date(Date.parse(`${until}T00:00:00.000Z`) + DAY_MS) }),
  };
}

const DAY_MS = 86_400_000;
