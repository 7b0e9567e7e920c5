/** The bracket around a point: before, the pilot, after. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 32 32"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="2.8"
    >
      <path d="M9 6H5v20h4M23 6h4v20h-4" strokeLinecap="round" strokeLinejoin="round" />
      <circle cx="16" cy="16" r="4.6" />
    </svg>
  );
}
