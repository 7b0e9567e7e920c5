"use client";

import { Failure } from "./_ui/failure";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="main" className="px-4 py-8">
      <Failure error={error} retry={reset} />
    </main>
  );
}
