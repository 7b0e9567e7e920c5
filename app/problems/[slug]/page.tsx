import Link from "next/link";
import { notFound } from "next/navigation";
import { PROBLEMS } from "@/app/_server/api/problem";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { BarePage } from "@/app/_ui/bare-page";
import { problemWords } from "@/app/_ui/words/problem-words";
import { PROBLEM_PAGE } from "./problem-page-words";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: (await params).slug };
}

/** Explains one problem type to a person; the type in every problem document leads here. */
export default async function ProblemPage({ params }: Props) {
  const { slug } = await params;
  if (!isProblem(slug)) notFound();
  const words = await wordsOf(PROBLEM_PAGE);
  const { status } = PROBLEMS[slug];
  const { title, says } = problemWords(slug, PROBLEMS[slug].title, await pageLanguage());
  return (
    <BarePage title={title} narrow={false}>
      <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-faint">{words.type}</dt>
        <dd>
          <code className="break-all">/problems/{slug}</code>
        </dd>
        <dt className="text-faint">{words.status}</dt>
        <dd>{status}</dd>
      </dl>
      <p className="mt-4">{says}</p>
      <p className="mt-4 text-sm text-soft">{status < 500 ? words.refused : words.ours}</p>
      <p className="mt-6 text-sm">
        <Link href="/help#problems" prefetch={false} className="link">
          {words.all}
        </Link>
      </p>
    </BarePage>
  );
}

function isProblem(slug: string): slug is keyof typeof PROBLEMS {
  return Object.hasOwn(PROBLEMS, slug);
}
