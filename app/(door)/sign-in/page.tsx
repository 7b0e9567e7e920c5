import { redirect } from "next/navigation";
import { pagePerson } from "@/app/_server/identity/session";
import { SSO_FAULTS, type SsoFault } from "@/app/_server/identity/sso";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { settings } from "@/app/_server/settings";
import { BarePage } from "@/app/_ui/bare-page";
import { LanguageSwitch } from "@/app/_ui/language-switch";
import { one, oneOf, type Query, sameSitePath } from "@/app/_ui/query";
import { SignInForm } from "./sign-in-form";
import { SIGN_IN } from "./sign-in-words";
import { SSO_WORDS } from "./sso-words";

export async function generateMetadata() {
  return { title: (await wordsOf(SIGN_IN)).title };
}

const FAULTS = Object.keys(SSO_FAULTS) as SsoFault[];

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, made, sso } = await searchParams;
  const target = sameSitePath(one(next));
  if (await pagePerson()) redirect(target);
  const words = await wordsOf(SIGN_IN);
  const fault = oneOf(sso, FAULTS);
  return (
    <BarePage title={words.title}>
      {one(made) !== undefined && <p className="mb-4">{words.made}</p>}
      {fault !== undefined && (
        <p role="alert" className="mb-4 rounded-md border border-fail bg-fail-wash px-3 py-2">
          {SSO_WORDS[await pageLanguage()][fault]}
        </p>
      )}
      {target !== "/" && (
        <p className="mb-4 text-soft">
          {words.ended} <code className="break-all">{target}</code>.
        </p>
      )}
      <SignInForm target={target} sso={settings().sso?.name ?? null} words={words} />
      <div className="mt-6 flex justify-end">
        <LanguageSwitch />
      </div>
    </BarePage>
  );
}
