"use client";

import { LazyFailure } from "./_ui/lazy-failure";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="px-4 py-8">
      <LazyFailure error={error} retry={reset} />
    </main>
  );
}
