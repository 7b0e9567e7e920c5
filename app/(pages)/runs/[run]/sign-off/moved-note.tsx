"use client";

import { useEffect, useState } from "react";
import { filled } from "@/app/_ui/words/catalogue";
import type { ClaimId, Verdict } from "@/lib/claims/catalog";
import type { DecisionWords } from "./decision-words";

type Judged = { readonly id: ClaimId; readonly verdict: Verdict };

/** The matrix changed while the Owner was reading: nothing was recorded, and this says what is different now. */
export function MovedNote({
  run,
  digest,
  verdicts,
  reload,
  words,
}: {
  run: string;
  digest: string;
  verdicts: readonly Judged[];
  reload: () => void;
  words: DecisionWords["moved"];
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
  // What was not judged yet has no verdicts, and those are not the same ones.
  const judged = now !== null && now.claims.length > 0;
  return (
    <div role="alert" className="rounded-lg border-2 border-ink px-4 py-3">
      <p className="font-semibold">{words.title}</p>
      <dl className="mt-2 grid grid-cols-[5rem_1fr] gap-y-1 text-sm">
        <dt className="text-faint">{words.read}</dt>
        <dd className="font-mono break-all">{digest}</dd>
        <dt className="text-faint">{words.now}</dt>
        <dd className="font-mono break-all">
          {now === null ? words.asking : (now.digest ?? words.unjudged)}
        </dd>
      </dl>
      {judged && (
        <p className="mt-2 text-sm">
          {moved.length === 0
            ? words.same
            : moved
                .map((c) => filled(words.claim, { id: c.id, verdict: c.verdict.replace("_", " ") }))
                .join(", ")}
        </p>
      )}
      <button type="button" className="button mt-3" onClick={reload}>
        {words.reload}
      </button>
    </div>
  );
}
