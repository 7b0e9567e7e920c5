"use client";

import { useEffect, useState } from "react";

const QUIET = 4;

/** A text as a QR code, dark on light in both themes: cameras expect it so. The encoder is loaded after the page. */
export function QrCode({ text, label, size = 160 }: { text: string; label: string; size?: number }) {
  const [modules, setModules] = useState<readonly (readonly boolean[])[] | null>(null);
  useEffect(() => {
    let wanted = true;
    import("uqr").then(({ encode }) => wanted && setModules(encode(text, { border: 0 }).data));
    return () => {
      wanted = false;
    };
  }, [text]);
  const side = (modules?.length ?? 0) + 2 * QUIET;
  return (
    <svg
      role="img"
      aria-label={label}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="shrink-0 rounded-sm"
    >
      <rect width={side} height={side} fill="#fff" />
      {modules !== null && <path d={pathOf(modules)} fill="#000" />}
    </svg>
  );
}

function pathOf(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "")))
    .join("");
}
