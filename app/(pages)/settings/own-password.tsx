"use client";

import { lazy, Suspense } from "react";
import type { SettingsWords } from "./settings-words";

/** Fetched once the page works: nobody changes a password at first sight. */
const OwnPasswordForm = lazy(async () => ({
  default: (await import("./own-password-form")).OwnPasswordForm,
}));

export function OwnPassword({ words }: { words: SettingsWords["password"] }) {
  return (
    <Suspense fallback={<p role="status">{words.fetched}</p>}>
      <OwnPasswordForm words={words} />
    </Suspense>
  );
}
