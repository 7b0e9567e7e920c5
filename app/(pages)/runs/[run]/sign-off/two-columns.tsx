import type { ReactNode } from "react";

export function TwoColumns({ left, right }: { left: ReactNode; right: ReactNode }) {
  return (
    <div className="mt-6 grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)] print:grid-cols-1">
      <div className="min-w-0">{left}</div>
      {/* On paper the receipt comes first. */}
      <div className="min-w-0 print:order-first">{right}</div>
    </div>
  );
}
