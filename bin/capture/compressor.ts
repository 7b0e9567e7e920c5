import { Worker } from "node:worker_threads";
import { BROTLI_PARAMS } from "../brotli";

/**
 * A thread that compresses. zlib's own asynchronous calls cost the main thread more than compressing there would:
 * every call makes an encoder whose memory the garbage collector has to hear of. The source is inline because
 * the command line is bundled into files whose names nobody knows beforehand.
 */
const SOURCE = `
const { parentPort, workerData } = require("node:worker_threads");
const { brotliCompressSync } = require("node:zlib");
parentPort.on("message", (bytes) => {
  const out = new Uint8Array(brotliCompressSync(bytes, workerData));
  parentPort.postMessage(out, [out.buffer]);
});`;

interface Waiting {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
}

/** Compresses in the order of the calls. `close` ends the thread; what was not answered by then is rejected. */
export class Compressor {
  readonly #worker = new Worker(SOURCE, {
    eval: true,
    workerData: BROTLI_PARAMS,
    resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 32 },
    execArgv: [],
  });
  readonly #waiting: Waiting[] = [];
  #failed: unknown = null;

  constructor() {
    this.#worker.on("message", (bytes: Uint8Array) => this.#waiting.shift()?.resolve(bytes));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", () => this.#fail(new Error("the compressing thread ended")));
  }

  compress(bytes: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#failed !== null) return reject(this.#failed);
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(bytes);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(error: unknown): void {
    this.#failed ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
