import { BarePage } from "@/app/_ui/bare-page";
import { one, type Query } from "@/app/_ui/query";
import { SetupForm } from "./setup-form";

export const metadata = { title: "Set up" };

/** The token is judged where the accounts are made: this page tells nobody whether one is good. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<Query> }) {
  const token = one((await searchParams).token);
  return (
    <BarePage title="Set up notouch" narrow={false}>
      {token === undefined ? (
        <p className="text-soft">
          Open the one-time link that the server printed when it first started. It is good for 24 hours.
        </p>
      ) : (
        <>
          <p className="mb-5 text-soft">
            Make two accounts. The Owner decides; the Administrator manages accounts. Administering is no
            authority, so that one account cannot be both.
          </p>
          <SetupForm token={token} />
        </>
      )}
    </BarePage>
  );
}
