import { type Problem, parseProblem } from "@/app/_ui/problem";

/** Where the record stands, as the server answers it. */
export interface UploadReceipt {
  readonly phase: string;
  readonly digest: string;
  readonly index: number | null;
  /** The same file had been recorded before: nothing new was written. */
  readonly again: boolean;
}

export type UploadOutcome =
  | { readonly ok: true; readonly receipt: UploadReceipt }
  | { readonly ok: false; readonly problem: Problem };

/** Sends one evidence file whole. `progress` gets 0 … 1 of the bytes sent; 1 means that the server is checking. */
export function sendFile(run: string, file: File, progress: (part: number) => void): Promise<UploadOutcome> {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/runs/${encodeURIComponent(run)}/evidence`);
    request.setRequestHeader("content-type", "application/x-tar");
    request.setRequestHeader("accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.upload.onload = () => progress(1);
    request.onload = () => {
      if (request.status !== 200 && request.status !== 201)
        return done({ ok: false, problem: parseProblem(request.status, request.responseText) });
      done(parseReceipt(request.status, request.responseText));
    };
    request.onerror = () => done({ ok: false, problem: parseProblem(0, "") });
    request.onabort = request.onerror;
    request.send(file);
  });
}

function parseReceipt(status: number, body: string): UploadOutcome {
  try {
    const json: unknown = JSON.parse(body);
    const evidence = member(json, "evidence") ?? json;
    const receipt = member(json, "receipt") ?? json;
    const [phase, digest, index] = [
      member(evidence, "phase"),
      member(evidence, "digest"),
      member(receipt, "index") ?? member(evidence, "ledgerIndex"),
    ];
    if (typeof phase === "string" && typeof digest === "string")
      return {
        ok: true,
        receipt: { phase, digest, index: typeof index === "number" ? index : null, again: status === 200 },
      };
  } catch {
    // Falls through: an answer that cannot be read proves nothing.
  }
  return {
    ok: false,
    problem: {
      ...parseProblem(status, ""),
      title: "The answer could not be read",
      detail: "Look at the run: the file may have been recorded.",
    },
  };
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
