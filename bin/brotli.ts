import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const brotli = promisify(brotliCompress);

/**
 * Brotli at quality 1, in the thread pool. Deterministic for one version of the library; a reader re-hashes what
 * comes out and trusts nothing of what went in.
 */
export function compress(bytes: Uint8Array): Promise<Uint8Array> {
  return brotli(bytes, {
    chunkSize: Math.max(1 << 12, Math.min(1 << 20, bytes.length >> 1)),
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 1,
      [constants.BROTLI_PARAM_LGWIN]: 20,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}
