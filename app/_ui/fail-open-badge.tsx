import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import { Icon } from "./icon";

/** A named fail-open condition. The name stands beside the code where there is room for it. */
export function FailOpenBadge({ code, named = false }: { code: FailOpenCode; named?: boolean }) {
  const { name, says } = FAIL_OPEN[code];
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
