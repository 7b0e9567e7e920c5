import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { EmptyState } from "@/app/_ui/empty-state";
import { PageHeading } from "@/app/_ui/frame";
import { SHARED } from "@/app/_ui/words/shared-words";

export default async function NoSuchRun() {
  const { nothing, copy } = await wordsOf(SHARED);
  return (
    <>
      <PageHeading title={nothing.run} />
      <EmptyState
        title={nothing.made}
        command={{
          text: "npx notouch run create my-pilot --profile birth-registry",
          label: nothing.command,
          copy,
        }}
      >
        <p>
          <Link href="/" prefetch={false} className="link">
            {nothing.back}
          </Link>
        </p>
      </EmptyState>
    </>
  );
}
