"use client";

import { useState } from "react";

/** Ends the session on the server, then leaves with a full page load, so that nothing of it stays in memory. */
export function SignOut({ words }: { words: { readonly leave: string; readonly failed: string } }) {
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    const answer = await fetch("/api/auth/sign-out", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    }).catch(() => null);
    if (answer?.ok) window.location.assign("/sign-in");
    else setFailed(true);
  };
  return (
    <button
      type="button"
      className="rounded-md px-2 py-1 text-sm text-soft hover:bg-sunken hover:text-ink"
      onClick={leave}
    >
      {failed ? words.failed : words.leave}
    </button>
  );
}
