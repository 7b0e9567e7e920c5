"use client";

import { Command } from "@/app/_ui/command";

/** Codes as they are shown once. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  return (
    <div role="status" className="mb-3 rounded-lg border-2 border-ink px-4 py-3">
      <p className="mb-2">
        <strong>Recovery codes.</strong> Keep them where your devices are not. Each is good once: to sign in,
        or to replace a lost factor. None of them authorizes anything. They are shown this once.
      </p>
      <Command text={codes.join("\n")} label="recovery codes" />
    </div>
  );
}
