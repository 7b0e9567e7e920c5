import { wordsOf } from "@/app/_server/language";
import { BarePage } from "@/app/_ui/bare-page";
import { one, type Query } from "@/app/_ui/query";
import { DOOR } from "../door-words";
import { SetupForm } from "./setup-form";

export async function generateMetadata() {
  return { title: (await wordsOf(DOOR)).setup.title };
}

/** The token is judged where the accounts are made: this page tells nobody whether one is good. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<Query> }) {
  const token = one((await searchParams).token);
  const words = await wordsOf(DOOR);
  return (
    <BarePage title={words.setup.title} narrow={false}>
      {token === undefined ? (
        <p className="text-soft">{words.setup.open}</p>
      ) : (
        <>
          <p className="mb-5 text-soft">{words.setup.two}</p>
          <SetupForm token={token} words={words} />
        </>
      )}
    </BarePage>
  );
}
