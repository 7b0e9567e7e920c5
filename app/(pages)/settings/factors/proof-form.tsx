"use client";

import { type ComponentProps, lazy, Suspense } from "react";

export interface Bound {
  /** Whether any factor is enrolled, so that the password alone is not enough. */
  readonly bound: boolean;
  readonly passkeys: number;
  /** False for whoever a provider signs in. */
  readonly password: boolean;
}

/** Fetched once the page works: it stands in boxes that are closed at first. */
const ProofFields = lazy(async () => ({ default: (await import("./proof-fields")).ProofFields }));

export function ProofForm(props: ComponentProps<typeof ProofFields>) {
  return (
    <Suspense fallback={<p role="status">The form is fetched …</p>}>
      <ProofFields {...props} />
    </Suspense>
  );
}
