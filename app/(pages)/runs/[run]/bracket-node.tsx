export type NodeShape = "opens" | "run" | "point" | "disposal" | "closes";

/** The product's own mark, taken apart: a bracket that opens, the pilot inside it, a bracket that closes. */
const SHAPES: Readonly<Record<NodeShape, React.ReactNode>> = {
  opens: <path d="M25 7h-9v26h9" />,
  closes: <path d="M15 7h9v26h-9" />,
  run: <circle cx="20" cy="20" r="9" />,
  point: <path d="M20 8v24" />,
  disposal: <path d="M11 14h18M17 14v-3h6v3M13.5 14l1 16h11l1-16M18 19v7M22 19v7" strokeWidth="2" />,
};

/** One sign on the line of the bracket. Dashed where nothing is there; the words beside it say the same. */
export function BracketNode({ shape, state }: { shape: NodeShape; state: "there" | "missing" | "wrong" }) {
  const colour = state === "wrong" ? "text-fail" : state === "missing" ? "text-edge" : "text-ink";
  return (
    <svg
      aria-hidden
      viewBox="0 0 40 40"
      width="40"
      height="40"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinejoin="round"
      strokeDasharray={state === "missing" ? "3.5 3" : undefined}
      className={`bracket-node ${colour}`}
    >
      {SHAPES[shape]}
    </svg>
  );
}
