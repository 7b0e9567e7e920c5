import { wordsOf } from "@/app/_server/language";
import { Icon } from "@/app/_ui/icon";
import { RUN } from "./run-words";

/** In the place of both banners: no verdict and no authority can be told from records that were altered. */
export async function IntegrityBanner({ fault }: { fault: string }) {
  const { broken } = await wordsOf(RUN);
  return (
    <section
      role="alert"
      aria-labelledby="integrity"
      className="rounded-lg border-4 border-double border-ink bg-surface px-4 py-4 sm:px-5"
    >
      <div className="flex items-start gap-4">
        <Icon sign="broken" size={44} weight={1.8} className="shrink-0" />
        <div className="min-w-0 space-y-2">
          <h2 id="integrity" className="text-xl">
            {broken.title}
          </h2>
          <p className="max-w-[75ch]">{broken.says}</p>
          <p className="max-w-[75ch] text-soft">{broken.cure}</p>
          <p className="text-sm text-faint">
            {broken.detail}:{" "}
            <code className="break-all" lang="en">
              {fault}
            </code>
          </p>
        </div>
      </div>
    </section>
  );
}
