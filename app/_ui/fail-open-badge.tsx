import type { FailOpenCode } from "@/lib/claims/fail-open";
import { failOpenWords } from "./domain-words";
import { Icon } from "./icon";
import type { Language } from "./language";

/** A named fail-open condition. The name stands beside the code where there is room for it. */
export function FailOpenBadge({
  code,
  named = false,
  language = "en",
}: {
  code: FailOpenCode;
  named?: boolean;
  language?: Language;
}) {
  const { name, says } = failOpenWords(language)[code];
  return (
    <span
      title={`${name}: ${says}`}
      className="inline-flex items-center gap-1 rounded border border-fail px-1.5 py-px text-xs font-semibold whitespace-nowrap text-fail"
    >
      <Icon sign="unlocked" size={12} weight={2.4} />
      {code}
      <span className={named ? "font-normal" : "sr-only"}>{name}</span>
    </span>
  );
}
