import Link from "next/link";
import { wordsOf } from "./_server/language";
import { BarePage } from "./_ui/bare-page";
import { SHARED } from "./_ui/words/shared-words";

export async function generateMetadata() {
  return { title: (await wordsOf(SHARED)).nothing.title };
}

export default async function NotFound() {
  const { nothing } = await wordsOf(SHARED);
  return (
    <BarePage title={nothing.title}>
      <p className="text-soft">{nothing.says}</p>
      <p className="mt-4">
        <Link href="/" prefetch={false} className="link">
          {nothing.back}
        </Link>
      </p>
    </BarePage>
  );
}
