import type { z } from "zod";
import type { ProblemSlug } from "./problem";

/** One operation of the interface, as its document tells it. */
export interface Operation {
  readonly method: "get" | "post" | "put";
  readonly path: string;
  readonly summary: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType | "archive" | "evidence" | "brotli";
  readonly answers: Readonly<Record<number, z.ZodType | "archive" | "binary" | null>>;
  readonly refusals?: readonly ProblemSlug[];
  readonly access: "public" | "read" | "own" | "contribute" | "decide";
}
