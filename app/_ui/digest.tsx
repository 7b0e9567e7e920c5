/** Drawn here: digests stand in client components too, and one sign is not worth the whole set there. */
function CopySign({ size, className }: { size: number; className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      className={className}
    >
      <rect x="9" y="9" width="12" height="12" rx="2" />
      <path d="M5 15H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v1" />
    </svg>
  );
}

/**
 * A digest, shortened in the middle. A click copies all of it; hovering marks its twins on the page
 * (see interactions.tsx, which listens once for all of them).
 */
export function Digest({
  digest,
  label = "digest",
  copy = "Copy",
}: {
  digest: string;
  label?: string;
  /** The verb before the label, in the language of the page. */
  copy?: string;
}) {
  const hex = digest.replace(/^sha256:/, "");
  return (
    <button type="button" className="digest group" data-digest={hex} data-copy={digest} title={digest}>
      <span className="sr-only">
        {copy} {label}{" "}
      </span>
      <span>
        {hex.slice(0, 8)}…{hex.slice(-6)}
      </span>
      <CopySign size={12} className="no-print text-faint group-hover:text-ink" />
    </button>
  );
}

/** A digest in full, for reading aloud, for printing and for comparing with another screen. */
export function FullDigest({
  digest,
  label,
  copy = "Copy",
}: {
  digest: string;
  label: string;
  copy?: string;
}) {
  return (
    <span className="font-mono text-xs break-all" data-digest={digest.replace(/^sha256:/, "")}>
      {digest}{" "}
      <button type="button" className="no-print align-middle" data-copy={digest} title={copy}>
        <span className="sr-only">
          {copy} {label}
        </span>
        <CopySign size={13} className="text-faint hover:text-ink" />
      </button>
    </span>
  );
}

const DIGEST = /^(sha256:)?[0-9a-f]{64}$/;

export function isDigestText(text: string): boolean {
  return DIGEST.test(text);
}
