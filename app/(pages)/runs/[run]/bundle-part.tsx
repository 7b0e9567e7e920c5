import { Command } from "@/app/_ui/command";
import { Part } from "@/app/_ui/frame";
import { pathWith } from "@/app/_ui/query";

/** The run as one file: what judging opens, or everything, and the page around it that needs no network and no server. */
export function BundlePart({ slug }: { slug: string }) {
  const path = `/api/v1/runs/${slug}/bundle`;
  return (
    <Part
      id="bundle"
      title="Verify it without this server"
      aside="One file: evidence, matrix, decisions, ledger proofs and signatures"
    >
      <p className="no-print mb-3 flex flex-wrap gap-2">
        <a href={pathWith(path, { format: "page" })} download className="button">
          Page that verifies itself
        </a>
        <a href={path} download className="button">
          Bundle
        </a>
        <a href={pathWith(path, { chunks: "all" })} download className="button">
          Bundle with every row
        </a>
      </p>
      <p className="mb-2 max-w-[75ch] text-sm text-soft">
        The page opens from a disk in any browser and judges all eight claims again there. On the command
        line:
      </p>
      <Command text={`npx notouch verify notouch-${slug}.bundle`} />
    </Part>
  );
}
