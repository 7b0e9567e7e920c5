import { Problem } from "./problem";

/** `If-Match: "sha256:…"`: the matrix that the Owner read. Nobody decides without saying which. */
export function matrixDigestOf(request: Request): string {
  const header = request.headers.get("if-match");
  const digest = header === null ? null : /^"(sha256:[0-9a-f]{64})"$/.exec(header.trim())?.[1];
  if (digest) return digest;
  throw new Problem("digest-required", 'Read the matrix and send its digest as `If-Match: "sha256:…"`.', [
    { at: "If-Match", problem: header === null ? "missing" : "not one quoted matrix digest" },
  ]);
}
