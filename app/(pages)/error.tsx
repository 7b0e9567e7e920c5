"use client";

import { LazyFailure } from "@/app/_ui/lazy-failure";

export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <LazyFailure error={error} retry={reset} />;
}
