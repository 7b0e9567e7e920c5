import { redirect } from "next/navigation";
import { pagePerson } from "@/app/_server/session";
import { BarePage } from "@/app/_ui/bare-page";
import { one, type Query, sameSitePath } from "@/app/_ui/query";
import { SignInForm } from "./sign-in-form";

export const metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, made } = await searchParams;
  const target = sameSitePath(one(next));
  if (await pagePerson()) redirect(target);
  return (
    <BarePage title="Sign in">
      {one(made) !== undefined && <p className="mb-4">Done. You can sign in now.</p>}
      {target !== "/" && (
        <p className="mb-4 text-soft">
          Your session has ended, or has not begun. After signing in you go on to{" "}
          <code className="break-all">{target}</code>.
        </p>
      )}
      <SignInForm target={target} />
    </BarePage>
  );
}
