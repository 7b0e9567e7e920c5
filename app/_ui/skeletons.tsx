/** Placeholders with the size of what comes, so that nothing jumps when it does. */
function Bar({ className }: { className: string }) {
  return <div aria-hidden className={`skeleton ${className}`} />;
}

export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading
      </span>
      <Bar className="mb-5 h-9 w-48" />
      <Bar className="mb-4 h-9 w-full" />
      <div className="card divide-y divide-line">
        {Array.from({ length: rows }, (_, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders that never move
          <div key={i} className="flex h-16 items-center gap-6 px-4">
            <Bar className="h-5 flex-1" />
            <Bar className="hidden h-8 w-44 sm:block" />
            <Bar className="h-5 w-24" />
          </div>
        ))}
      </div>
    </div>
  );
}

export function RunSkeleton() {
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        Loading
      </span>
      <Bar className="mb-6 h-16 w-80 max-w-full" />
      <Bar className="h-36 w-full" />
      <Bar className="mt-4 h-28 w-full" />
      <Bar className="mt-10 h-44 w-full" />
      <Bar className="mt-10 h-96 w-full" />
    </div>
  );
}
