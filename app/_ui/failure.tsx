"use client";

import { Icon } from "./icon";

/** What every error boundary shows. Nothing that could not be read is replaced by something that looks fine. */
export function Failure({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div role="alert" className="card mx-auto mt-6 max-w-xl px-6 py-6">
      <h1 className="flex items-center gap-2 text-xl">
        <Icon sign="refused" size={22} className="shrink-0 text-fail" /> This page could not be made
      </h1>
      <p className="mt-2">
        Something that it needs could not be read. That says nothing about a run: what could not be checked is
        neither proven nor fine, and every run stays on HOLD unless an Owner decided otherwise.
      </p>
      <p className="mt-3 text-sm text-faint">
        Trace id <code className="select-all">{error.digest ?? "none"}</code>. The server's log says more
        under this id.
      </p>
      <button type="button" className="button button-ink mt-4" onClick={retry}>
        Try again
      </button>
    </div>
  );
}
