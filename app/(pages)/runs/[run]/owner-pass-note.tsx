import type { ReactNode } from "react";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import type { OwnerPass } from "@/lib/authority/owner-pass";

/** F-OPEN-5 where the captures stand under no Owner's pass; it is no part of the matrix and blocks nothing by itself. */
export function OwnerPassNote({ pass, children }: { pass: OwnerPass; children?: ReactNode }) {
  if (pass.holds)
    return (
      <p className="mt-4 text-sm text-soft">
        Taken under <strong>{pass.gate}</strong>. {pass.detail}
      </p>
    );
  return (
    <aside
      aria-label="Owner's pass"
      className="mt-4 rounded-lg border border-dashed border-fail px-4 py-3 text-sm"
    >
      <p className="mb-1">
        <FailOpenBadge code="F-OPEN-5" named />
      </p>
      <p>{pass.detail} It stands on the run and not in the matrix: it says nothing about what was proven.</p>
      {children}
    </aside>
  );
}
