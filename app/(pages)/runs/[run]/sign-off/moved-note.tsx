"use client";

import { useEffect, useState } from "react";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";

type Judged = { readonly id: ClaimId; readonly verdict: Verdict };

/** The matrix changed while the Owner was reading: nothing was recorded, and this says what is different now. */
export function MovedNote({
  run,
  digest,
  verdicts,
  reload,
}: {
  run: string;
  digest: string;
  verdicts: readonly Judged[];
  reload: () => void;
}) {
  const [now, setNow] = useState<{ digest: string | null; claims: readonly Judged[] } | null>(null);
  useEffect(() => {
    const ask = async () => {
      const answer = await fetch(`/api/v1/runs/${run}`, { headers: { accept: "application/json" } }).catch(
        () => null,
      );
      if (!answer?.ok) return;
      const { engineering } = (await answer.json()) as {
        engineering: { matrixDigest: string | null; claims?: readonly Judged[] };
      };
      setNow({ digest: engineering.matrixDigest, claims: engineering.claims ?? [] });
    };
    void ask();
  }, [run]);
  const moved = now?.claims.filter((c) => verdicts.find((v) => v.id === c.id)?.verdict !== c.verdict) ?? [];
  return (
    <div role="alert" className="rounded-lg border-2 border-ink px-4 py-3">
      <p className="font-semibold">Nothing was recorded: the matrix changed while you read.</p>
      <dl className="mt-2 grid grid-cols-[4.5rem_1fr] gap-y-1 text-sm">
        <dt className="text-faint">You read</dt>
        <dd className="font-mono break-all">{digest}</dd>
        <dt className="text-faint">Now</dt>
        <dd className="font-mono break-all">{now === null ? "asking …" : (now.digest ?? "not judged")}</dd>
      </dl>
      {now !== null && (
        <p className="mt-2 text-sm">
          {moved.length === 0
            ? "All eight verdicts are the same; evidence, figures or caveats differ."
            : moved.map((c) => `${c.id} is now ${c.verdict.replace("_", " ")}`).join(", ")}
        </p>
      )}
      <button type="button" className="button mt-3" onClick={reload}>
        Read the new matrix
      </button>
    </div>
  );
}
