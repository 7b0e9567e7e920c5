import type { Digest } from "../base/hash";

/** Uncompressed bytes of a chunk or page by their digest. Implementations re-hash what they read before they hand it out. */
export type ReadContent = (digest: Digest) => Promise<Uint8Array>;
