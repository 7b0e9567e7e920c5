import { z } from "zod";
import { canonicalJson, parseCanonical } from "../base/canonical";
import { isDigest, parseDigest } from "../base/hash";
import { Refusal, refuse } from "../base/refusal";
import { CLAIM_IDS, VERDICTS } from "../claims/catalog";
import { FAIL_OPEN, type FailOpenCode } from "../claims/fail-open";
import { runName } from "../evidence/manifest";
import { MATRIX_FORMAT, type Matrix } from "../verdict/matrix";

export const BUNDLE_FORMAT = "notouch.bundle/1";

/** What a bundle carries of the rows: what judging opens, or every chunk of every table. */
export const EXTENTS = ["opened", "all"] as const;
export type Extent = (typeof EXTENTS)[number];

/** One entry of the ledger with its audit path in the tree of the bundle's checkpoint (RFC 6962 §2.1.1). */
export interface BundledEntry {
  readonly text: string;
  readonly proof: readonly string[];
}

/**
 * `bundle.json`, canonical JSON of exactly these members. What a run's decisions, declarations and captures are is
 * told by its entries alone: they are what the tree's root covers.
 */
export interface BundleDocument {
  readonly format: typeof BUNDLE_FORMAT;
  /** Slug. */
  readonly run: string;
  readonly extent: Extent;
  /** The matrix in force when the bundle was made. */
  readonly matrix: Matrix;
  /** Every entry of this run, and those that say which keys sign (key-chain.ts); ascending. */
  readonly entries: readonly BundledEntry[];
  /** Signed note (C2SP tlog-checkpoint). */
  readonly checkpoint: string;
}

const REMEDY = "Export the bundle again from the server that holds the run.";

const formatted = z.string().refine((text) => text.startsWith("sha256:") && parseDigest(text) !== null);
const verdict = z.enum(VERDICTS);
const codes = z.array(z.enum(Object.keys(FAIL_OPEN) as [FailOpenCode, ...FailOpenCode[]]));
const count = z.int().min(0);
const figure = z.string().nullable();

const matrixSchema: z.ZodType<Matrix> = z.strictObject({
  format: z.literal(MATRIX_FORMAT),
  run: runName,
  evaluator: z.string(),
  profile: z.strictObject({ name: z.string(), version: z.int(), digest: formatted }).nullable(),
  evidence: z.strictObject({
    before: formatted.nullable(),
    staging: formatted.nullable(),
    afterRun: formatted.nullable(),
    after: formatted.nullable(),
  }),
  engineering: verdict,
  bracket: z.array(z.strictObject({ id: z.string(), holds: z.boolean(), detail: z.string() })),
  claims: z.array(
    z.strictObject({
      id: z.enum(CLAIM_IDS),
      verdict,
      failOpen: codes,
      checks: z.array(
        z.strictObject({
          id: z.string(),
          verdict,
          before: figure,
          after: figure,
          delta: figure,
          detail: z.string(),
        }),
      ),
      rows: z.strictObject({ changed: count, inserted: count, deleted: count }),
    }),
  ),
  failOpen: codes,
  caveats: z.array(
    z.strictObject({ code: z.string(), table: z.string().nullable(), count, detail: z.string() }),
  ),
  matrixDigest: formatted,
});

const documentSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  run: runName,
  extent: z.enum(EXTENTS),
  matrix: matrixSchema,
  entries: z.array(z.strictObject({ text: z.string(), proof: z.array(z.string().refine(isDigest)).max(64) })),
  checkpoint: z.string(),
});

export function formatDocument(document: BundleDocument): Uint8Array {
  return new TextEncoder().encode(canonicalJson(document));
}

/** Reads `bundle.json`. `unsupported-version` for a later format, `malformed-json` for anything else it is not. */
export function parseDocument(bytes: Uint8Array): BundleDocument {
  const at = "bundle.json";
  const json = parseCanonical(bytes, at);
  const format = z.object({ format: z.string() }).safeParse(json).data?.format ?? "";
  if (format !== BUNDLE_FORMAT && format.startsWith("notouch.bundle/"))
    refuse("unsupported-version", at, `format ${format}`, "Verify it with the notouch that wrote it.");
  const parsed = documentSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    "malformed-json",
    parsed.error.issues.slice(0, 20).map((i) => ({ at: `${at} ${i.path.join(".")}`, problem: i.message })),
    REMEDY,
  );
}
