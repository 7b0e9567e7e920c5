import type { FailOpenCode } from "@/lib/claims/fail-open";
import { Explained } from "./explain";
import { Icon } from "./icon";
import { failOpenSays, failOpenWords } from "./words/domain-words";
import type { Language } from "./words/language";

/** A named fail-open condition. The name stands beside the code where there is room for it. */
export function FailOpenBadge({
  code,
  named = false,
  language = "en",
  explained = false,
}: {
  code: FailOpenCode;
  named?: boolean;
  language?: Language;
  /** The page holds the explanation (`FailOpenExplained`), and the badge opens it. */
  explained?: boolean;
}) {
  const { name, says } = failOpenWords(language)[code];
  const look =
    "inline-flex items-center gap-1 rounded border border-fail px-1.5 py-px text-xs font-semibold whitespace-nowrap text-fail";
  const inside = (
    <>
      <Icon sign="unlocked" size={12} weight={2.4} />
      {code}
      <span className={named ? "font-normal" : "sr-only"}>{name}</span>
    </>
  );
  if (!explained)
    return (
      <span title={`${name}: ${says}`} className={look}>
        {inside}
      </span>
    );
  return (
    <button
      type="button"
      popoverTarget={`explain-${code}`}
      title={`${name}: ${says}`}
      className={`${look} min-h-6 hover:bg-fail-wash`}
    >
      {inside}
    </button>
  );
}

/** The explanations that the badges of a page open, each once. */
export function FailOpenExplained(props: {
  codes: readonly FailOpenCode[];
  language: Language;
  more: string;
}) {
  const { codes, language, more } = props;
  return codes.map((code) => (
    <Explained
      key={code}
      id={`explain-${code}`}
      text={`${code}: ${failOpenSays(code, language)}`}
      href={`/help#${code}`}
      more={more}
    />
  ));
}
