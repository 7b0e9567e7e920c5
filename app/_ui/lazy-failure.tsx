"use client";

import { lazy, Suspense } from "react";
import type { FailureProps } from "./failure";

/** What stands there where not even the explanation can be fetched. */
function Bare({ error, retry }: FailureProps) {
  return (
    <div role="alert" className="card mx-auto mt-6 max-w-xl px-6 py-6">
      <h1 className="text-xl">This page could not be made</h1>
      <code className="select-all">{error.digest}</code>
      <button type="button" className="button mt-4" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

/** Fetched once something fails: no page pays for it before. */
const Whole = lazy(() =>
  import("./failure").then(
    (module) => ({ default: module.Failure }),
    () => ({ default: Bare }),
  ),
);

export function LazyFailure(props: FailureProps) {
  return (
    <Suspense fallback={<div role="alert" aria-busy="true" className="h-64" />}>
      <Whole {...props} />
    </Suspense>
  );
}
