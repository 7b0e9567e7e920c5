"use client";

import { lazy, Suspense } from "react";

/** Fetched once the page works: nobody changes a password at first sight. */
const OwnPasswordForm = lazy(async () => ({
  default: (await import("./own-password-form")).OwnPasswordForm,
}));

export function OwnPassword() {
  return (
    <Suspense fallback={<p role="status">The form is fetched …</p>}>
      <OwnPasswordForm />
    </Suspense>
  );
}
