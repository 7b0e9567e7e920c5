import { wordsOf } from "@/app/_server/language";
import { SHARED } from "./words/shared-words";

/** Placeholders with the size of what comes, so that nothing jumps when it does. `sizes` are classes, top to bottom. */
export async function Skeleton({ sizes }: { sizes: readonly string[] }) {
  const { loading } = await wordsOf(SHARED);
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        {loading}
      </span>
      {sizes.map((size, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
        <div key={i} aria-hidden className={`skeleton ${size}`} />
      ))}
    </div>
  );
}

export function RunSkeleton() {
  return (
    <Skeleton
      sizes={[
        "mb-6 h-16 w-80 max-w-full",
        "h-36 w-full",
        "mt-4 h-28 w-full",
        "mt-10 h-44 w-full",
        "mt-10 h-96 w-full",
      ]}
    />
  );
}
