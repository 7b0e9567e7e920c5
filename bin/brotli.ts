import { promisify } from "node:util";
import { type BrotliOptions, brotliCompress, constants } from "node:zlib";

/** Brotli at quality 1. Deterministic for one version of the library; a reader re-hashes what comes out. */
export const BROTLI_PARAMS: BrotliOptions = {
  chunkSize: 1 << 14,
  params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 18 },
};

const brotli = promisify(brotliCompress);

/** One content, in the thread pool. */
export function compress(bytes: Uint8Array): Promise<Uint8Array> {
  return brotli(bytes, BROTLI_PARAMS);
}
