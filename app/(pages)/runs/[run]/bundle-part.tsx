import { wordsOf } from "@/app/_server/language";
import { Command } from "@/app/_ui/command";
import { Part } from "@/app/_ui/frame";
import { pathWith } from "@/app/_ui/query";
import { SHARED } from "@/app/_ui/words/shared-words";
import { RUN } from "./run-words";

/** The run as one file: what judging opens, or everything, and the page around it that needs no network and no server. */
export async function BundlePart({ slug }: { slug: string }) {
  const { bundle } = await wordsOf(RUN);
  const { copy } = await wordsOf(SHARED);
  const path = `/api/v1/runs/${slug}/bundle`;
  return (
    <Part id="bundle" title={bundle.title} aside={bundle.says}>
      <p className="no-print mb-3 flex flex-wrap gap-2">
        <a href={pathWith(path, { format: "page" })} download className="button">
          {bundle.page}
        </a>
        <a href={path} download className="button">
          {bundle.file}
        </a>
        <a href={pathWith(path, { chunks: "all" })} download className="button">
          {bundle.whole}
        </a>
      </p>
      <p className="mb-2 max-w-[75ch] text-sm text-soft">{bundle.how}</p>
      <Command text={`npx notouch verify notouch-${slug}.bundle`} label={bundle.command} copy={copy} />
    </Part>
  );
}
