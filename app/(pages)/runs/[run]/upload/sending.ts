import type { Problem } from "@/app/_ui/problem";
import type { Phase } from "@/lib/evidence/manifest";

/** What the page and its worker say to each other about one file. */
export interface UploadOrder {
  readonly id: number;
  readonly run: string;
  readonly file: File;
  /** Slots that hold evidence, with its `sha256:…`. */
  readonly recorded: readonly { readonly phase: Phase; readonly digest: string }[];
}

/** Where the record stands, as the server answers it. */
export interface UploadReceipt {
  readonly phase: string;
  readonly digest: string;
  readonly index: number | null;
  /** The same evidence had been recorded before: nothing new was written. */
  readonly again: boolean;
}

export type UploadOutcome =
  | { readonly ok: true; readonly receipt: UploadReceipt }
  | { readonly ok: false; readonly problem: Problem };

/** What the file says of itself, known before anything is sent. */
export interface FileFacts {
  readonly phase: Phase;
  /** `sha256:…` of the manifest, computed here. */
  readonly digest: string;
  readonly rows: number;
  readonly tables: number;
  readonly pieces: number;
}

export type UploadStep =
  | { readonly step: "waiting" }
  | { readonly step: "reading"; readonly done: number; readonly total: number }
  | { readonly step: "asking" }
  | { readonly step: "sending"; readonly done: number; readonly total: number; readonly pieces: number }
  | { readonly step: "checking" }
  | { readonly step: "ended"; readonly outcome: UploadOutcome };

export interface UploadNews {
  readonly id: number;
  readonly now: UploadStep;
  readonly facts?: FileFacts;
}
