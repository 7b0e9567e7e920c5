import { type Digest, formatDigest, sha256 } from "@/lib/base/hash";
import { type Evidence, type Phase, parseManifest } from "@/lib/evidence/manifest";

/** Bytes at a time: the same few pages are asked for again by the self-test. */
const KEPT_BYTES = 32 << 20;

/** Reads stored evidence over the interface and believes nothing that does not hash to its name. */
export class StoredEvidence {
  pieces = 0;
  bytes = 0;
  /** Milliseconds in which some request was out; several at once count once. */
  waited = 0;
  #out = 0;
  #since = 0;
  readonly #kept = new Map<Digest, Promise<Uint8Array>>();
  #held = 0;

  constructor(private readonly told: (pieces: number, bytes: number) => void) {}

  async json(path: string): Promise<unknown> {
    return JSON.parse(new TextDecoder().decode(await this.#fetch(path)));
  }

  /** `digest` is `sha256:…`, as the matrix names the evidence. */
  async evidence(run: string, phase: Phase, digest: string): Promise<Evidence> {
    const evidence = parseManifest(await this.#fetch(`/runs/${encodeURIComponent(run)}/evidence/${phase}`));
    if (formatDigest(evidence.digest) !== digest)
      throw new Error(
        `the ${phase} manifest hashes to ${evidence.digest}, and the matrix rests on ${digest}`,
      );
    return evidence;
  }

  readonly read = (digest: Digest): Promise<Uint8Array> => {
    const known = this.#kept.get(digest);
    if (known) return known;
    const reading = this.#piece(digest);
    this.#kept.set(digest, reading);
    return reading;
  };

  async #piece(digest: Digest): Promise<Uint8Array> {
    const bytes = await this.#fetch(`/chunks/${digest}`);
    const real = sha256(bytes);
    if (real !== digest) throw new Error(`what the server gave for ${digest} hashes to ${real}`);
    this.pieces++;
    this.bytes += bytes.length;
    this.#held += bytes.length;
    if (this.#held > KEPT_BYTES) {
      this.#kept.clear();
      this.#held = 0;
    }
    this.told(this.pieces, this.bytes);
    return bytes;
  }

  async #fetch(path: string): Promise<Uint8Array> {
    if (this.#out++ === 0) this.#since = performance.now();
    try {
      const answer = await fetch(`/api/v1${path}`, {
        headers: { accept: "application/json, application/octet-stream" },
      });
      if (!answer.ok) throw new Error(`the server answered ${answer.status} for ${path}`);
      return new Uint8Array(await answer.arrayBuffer());
    } finally {
      if (--this.#out === 0) this.waited += performance.now() - this.#since;
    }
  }
}
