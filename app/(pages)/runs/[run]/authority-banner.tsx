import Link from "next/link";
import type { ReactNode } from "react";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Seal } from "@/app/_ui/seal";
import { When } from "@/app/_ui/when";
import { AUTHORITY, authorityWords } from "@/app/_ui/words/authority-words";
import { REVISIT_DUE } from "@/app/_ui/words/domain-words";
import { type Authority, revisitDue } from "@/lib/authority/authority";

/** Banner 2: what an Owner permitted. A separate fact in a separate place, drawn in ink; it holds a link, no button. */
export async function AuthorityBanner({
  authority,
  slug,
  decides,
}: {
  authority: Authority;
  slug: string;
  decides: boolean;
}) {
  const words = await wordsOf(AUTHORITY);
  return (
    <Frame authority={authority}>
      <Link href={`/runs/${slug}/sign-off`} prefetch={false} className="link no-print text-sm font-semibold">
        {decides ? words.open : words.see}
      </Link>
    </Frame>
  );
}

/** The same on the sign-off page itself, where there is nowhere to go. */
export function AuthoritySummary({ authority }: { authority: Authority }) {
  return <Frame authority={authority} />;
}

async function Frame({ authority, children }: { authority: Authority; children?: ReactNode }) {
  const words = await wordsOf(AUTHORITY);
  const language = await pageLanguage();
  const { state, basis, sentence } = authorityWords(authority, language);
  const { decision } = authority;
  return (
    <section
      aria-labelledby="authority"
      className={`mt-4 flex items-start gap-4 rounded-lg sm:items-center sm:gap-5 bg-surface px-4 py-4 sm:px-5 ${
        authority.basis === "default" ? "border-2 border-dashed border-edge" : "border-2 border-ink"
      }`}
    >
      <Seal authority={authority} size={52} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id="authority" className="text-xs font-semibold tracking-wide text-soft uppercase">
            {words.title}
          </h2>
          <p className="mt-0.5 text-lg leading-snug">
            <strong>{state}</strong> <span className="text-soft">{basis}</span>
          </p>
          <p className="max-w-[70ch] break-words">{sentence}</p>
          {decision !== null && (
            <p className="mt-1 text-sm text-faint">
              {words.recorded(decision.kind)} <When at={decision.decidedAt} /> ·{" "}
              {words.entry(decision.ledgerIndex)}
              {decision.revisitAt !== null && (
                <>
                  {" · "}
                  {words.revisit} <When at={decision.revisitAt} />
                  {revisitDue(authority, new Date()) && (
                    <>
                      {" "}
                      <span className="tag border-ink font-semibold text-ink">{REVISIT_DUE[language]}</span>
                    </>
                  )}
                </>
              )}
            </p>
          )}
        </div>
        {children}
      </div>
    </section>
  );
}
