import type { Authority } from "@/lib/authority/authority";
import { authorityWords } from "./words/authority-words";
import type { Language } from "./words/language";

/**
 * Authority is drawn in ink, without a status colour, so that it can never be read as a verdict. A dashed, empty
 * ring: nobody decided; closed on one half: the first of two Owners did. A full ring: an Owner's HOLD. Solid ink:
 * AUTHORIZED. A struck ring: a decision that no longer counts.
 */
export function Seal({
  authority,
  size = 22,
}: {
  authority: Pick<Authority, "state" | "basis"> & { readonly awaiting?: unknown };
  size?: number;
}) {
  const authorized = authority.state === "AUTHORIZED";
  const empty = authority.basis === "default";
  const struck = !empty && authority.basis !== "recorded";
  return (
    <svg aria-hidden viewBox="0 0 40 40" width={size} height={size} className="shrink-0 text-ink" fill="none">
      <circle
        cx="20"
        cy="20"
        r="17.5"
        stroke="currentColor"
        strokeWidth="2.5"
        strokeDasharray={empty ? "4.5 4.66" : undefined}
        fill={authorized ? "currentColor" : "none"}
      />
      {empty && authority.awaiting !== undefined && (
        <path d="M20 2.5a17.5 17.5 0 0 0 0 35" stroke="currentColor" strokeWidth="2.5" />
      )}
      {!empty && (
        <circle
          cx="20"
          cy="20"
          r="13"
          stroke={authorized ? "var(--color-surface)" : "currentColor"}
          strokeWidth="1.25"
        />
      )}
      {authorized && (
        <path
          d="M13.5 20.5l4.5 4.5 8.5-10"
          stroke="var(--color-surface)"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
      {!authorized && !struck && !empty && (
        <path d="M16 14v12M24 14v12" stroke="currentColor" strokeWidth="3.5" strokeLinecap="round" />
      )}
      {struck && <path d="M9 31L31 9" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />}
    </svg>
  );
}

export function AuthorityBadge({
  authority,
  language = "en",
}: {
  authority: Authority;
  language?: Language;
}) {
  const { state, basis } = authorityWords(authority, language);
  return (
    <span className="inline-flex items-center gap-1.5 text-sm whitespace-nowrap">
      <Seal authority={authority} size={20} />
      <span>
        <span className="font-bold tracking-wide">{state}</span> <span className="text-faint">{basis}</span>
      </span>
    </span>
  );
}
