"use client";

import { type ComponentProps, lazy, Suspense } from "react";

/** Fetched once the page works: it stands in boxes that are closed at first. */
const ProofFields = lazy(async () => ({ default: (await import("./proof-fields")).ProofFields }));

export function ProofForm(props: ComponentProps<typeof ProofFields>) {
  return (
    <Suspense fallback={<p role="status">{props.words.fetched}</p>}>
      <ProofFields {...props} />
    </Suspense>
  );
}
