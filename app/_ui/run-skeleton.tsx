/** Placeholders with the size of what comes, so that nothing jumps when it does. */
function Bar({ className }: { className: string }) {
  return <div aria-hidden className={`skeleton ${className}`} />;
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
