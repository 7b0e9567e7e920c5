import type { ReactNode } from "react";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import type { OwnerPass } from "@/lib/authority/owner-pass";
import { OWNER_PASS } from "./owner-pass-words";

/** F-OPEN-5 where the captures stand under no Owner's pass; it is no part of the matrix and blocks nothing by itself. */
export async function OwnerPassNote({ pass, children }: { pass: OwnerPass; children?: ReactNode }) {
  const words = await wordsOf(OWNER_PASS);
  const says = words.says[pass.code](pass.gate ?? "", pass.phase ?? "");
  if (pass.holds)
    return (
      <p className="mt-4 text-sm text-soft">
        {words.under} <strong>{pass.gate}</strong>. {says}
      </p>
    );
  return (
    <aside
      aria-label={words.title}
      className="mt-4 rounded-lg border border-dashed border-fail px-4 py-3 text-sm"
    >
      <p className="mb-1">
        <FailOpenBadge code="F-OPEN-5" named language={await pageLanguage()} />
      </p>
      <p>
        {says} {words.weight}
      </p>
      {children}
    </aside>
  );
}
