import { refuse } from "@/lib/base/refusal";
import { readArchive } from "@/lib/evidence/archive";
import { type Evidence, parseManifest } from "@/lib/evidence/manifest";

/** A page or chunk where it lies in the file. */
export interface Piece {
  readonly kind: "pages" | "chunks";
  readonly digest: string;
  readonly offset: number;
  readonly size: number;
}

export interface ReadFile {
  readonly evidence: Evidence;
  readonly pieces: readonly Piece[];
}

/**
 * Reads a `.notouch` file through, by the very grammar that the server reads it with: what is wrong with the archive
 * or its manifest is said before a byte is sent. Its pieces are not held but found again by their offsets. Their
 * digests are the server's to check: browsers cannot undo their compression.
 */
export async function readEvidence(
  file: Blob,
  run: string,
  progress: (done: number) => void,
): Promise<ReadFile> {
  const pieces: Piece[] = [];
  let manifest: Uint8Array | undefined;
  for await (const member of readArchive(bytesOf(file))) {
    progress(member.offset + member.size);
    if (member.kind === "manifest") manifest = member.data;
    else {
      const { kind, digest, offset, size } = member;
      pieces.push({ kind, digest, offset, size });
    }
  }
  const evidence = parseManifest(
    manifest ?? refuse("bad-archive", "manifest.json", "missing", "Send the file that was captured."),
  );
  const { phase, run: said } = evidence.manifest;
  if (said !== run)
    refuse(
      "wrong-context",
      "manifest.json run",
      `the ${phase} capture belongs to run ${said}, and this is ${run}`,
      `Upload it to run ${said}.`,
    );
  return { evidence, pieces };
}

async function* bytesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
