import { redirect } from "next/navigation";
import { pagePerson } from "@/app/_server/session";
import { settings } from "@/app/_server/settings";
import { SSO_FAULTS, type SsoFault } from "@/app/_server/sso";
import { BarePage } from "@/app/_ui/bare-page";
import { one, oneOf, type Query, sameSitePath } from "@/app/_ui/query";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

const FAULTS = Object.keys(SSO_FAULTS) as SsoFault[];

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, made, sso } = await searchParams;
  const target = sameSitePath(one(next));
  if (await pagePerson()) redirect(target);
  const fault = oneOf(sso, FAULTS);
  return (
    <BarePage title="Sign in">
      {one(made) !== undefined && <p className="mb-4">Done. You can sign in now.</p>}
      {fault !== undefined && (
        <p role="alert" className="mb-4 rounded-md border border-fail bg-fail-wash px-3 py-2">
          {SSO_FAULTS[fault]}
        </p>
      )}
      {target !== "/" && (
        <p className="mb-4 text-soft">
          Your session has ended, or has not begun. After signing in you go on to{" "}
          <code className="break-all">{target}</code>.
        </p>
      )}
      <SignInForm target={target} sso={settings().sso?.name ?? null} />
    </BarePage>
  );
}
