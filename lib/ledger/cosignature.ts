/**
 * A witness's statement that a checkpoint is the largest consistent one it saw of this log (C2SP tlog-cosignature,
 * the Ed25519 kind). In a note its signature is
 *
 *   timestamped = time (8 bytes, big-endian, POSIX seconds) ‖ Ed25519 signature (64 bytes)
 *   message     = "cosignature/v1\n" "time " time "\n" text of the note
 */
export interface Timestamped {
  /** POSIX seconds. */
  readonly time: number;
  readonly signature: Uint8Array;
}

export function formatTimestamped({ time, signature }: Timestamped): Uint8Array {
  const bytes = new Uint8Array(8 + signature.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
  bytes.set(signature, 8);
  return bytes;
}

/** null where it is not 72 bytes, or its time is beyond what a clock says. */
export function parseTimestamped(bytes: Uint8Array): Timestamped | null {
  if (bytes.length !== 72) return null;
  const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
  return Number.isSafeInteger(time) ? { time, signature: bytes.slice(8) } : null;
}

/** What a witness signs: the text of the checkpoint below its own time. */
export function cosignedMessage(time: number, text: string): Uint8Array {
  return new TextEncoder().encode(`cosignature/v1\ntime ${time}\n${text}`);
}
