import type { Duplex } from "node:stream";
import type { Client, Connection, Submittable } from "pg";

const COPY_DATA = 0x64; // 'd'
const COPY_DONE = 0x63; // 'c'
/** Messages that may stand between the rows: CopyOutResponse, NoticeResponse, ParameterStatus, NotificationResponse. */
const PASSED_OVER = new Set([0x48, 0x4e, 0x53, 0x41]);
const LF = 10;

/** Takes one whole row with its line feed, at `from` … `to` of a buffer that is reused; a promise makes the server wait. */
export type TakeRow = (bytes: Uint8Array, from: number, to: number) => Promise<void> | undefined;

/**
 * Reads `COPY … TO STDOUT` off the connection's own socket (protocol 3.0, "COPY Operations": one CopyData message a
 * row), so that a row lies in what was received and costs no object at all. The socket stays paused
 * while rows are worked on: a slow disk slows the server down instead of filling memory. Resolves to the row count.
 */
export function copyOut(client: Client, sql: string, take: TakeRow): Promise<number> {
  return client.query(new CopyOut(sql, take)).done;
}

class CopyOut implements Submittable {
  readonly done: Promise<number>;
  #resolve: (rows: number) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;
  #rows = 0;
  #parts: Buffer[] = [];
  #length = 0;
  #need = 5;
  #stream: Duplex | null = null;
  #driver: ((data: Buffer) => void)[] = [];

  constructor(
    private readonly sql: string,
    private readonly take: TakeRow,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  submit(connection: Connection): void {
    const { stream } = connection;
    this.#stream = stream;
    this.#driver = stream.listeners("data") as ((data: Buffer) => void)[];
    for (const listener of this.#driver) stream.removeListener("data", listener);
    stream.on("data", this.#onData);
    connection.query(this.sql);
  }

  readonly #onData = (data: Buffer): void => {
    this.#parts.push(data);
    this.#length += data.length;
    // A row of a hundred megabytes arrives in thousands of pieces: they are joined once.
    if (this.#length < this.#need) return;
    const [only] = this.#parts;
    const buffer = this.#parts.length === 1 && only ? only : Buffer.concat(this.#parts, this.#length);
    this.#parts = [];
    this.#length = 0;
    this.#stream?.pause();
    this.#read(buffer).then(
      (reading) => {
        if (reading) this.#stream?.resume();
      },
      (error: unknown) => {
        // The rows cannot be taken (the disk is full): nothing more is wanted from this connection.
        this.#reject(error);
        this.#stream?.destroy();
      },
    );
  };

  /** False once the copy is over and the driver has its socket back. */
  async #read(buffer: Buffer): Promise<boolean> {
    let at = 0;
    while (buffer.length - at >= 5) {
      const code = buffer[at];
      const end = at + 1 + buffer.readUInt32BE(at + 1);
      if (code !== COPY_DATA && code !== COPY_DONE && (code === undefined || !PASSED_OVER.has(code))) {
        this.#release(buffer.subarray(at));
        return false;
      }
      if (buffer.length < end) {
        this.#need = end - at;
        this.#keep(buffer.subarray(at));
        return true;
      }
      if (code === COPY_DONE) {
        this.#release(buffer.subarray(end));
        return false;
      }
      if (code === COPY_DATA) {
        if (buffer[end - 1] !== LF)
          throw new Error(
            "a CopyData message without a whole row: is there a proxy that rewrites the protocol?",
          );
        this.#rows++;
        const wait = this.take(buffer, at + 5, end);
        if (wait) await wait;
      }
      at = end;
    }
    this.#need = 5;
    this.#keep(buffer.subarray(at));
    return true;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    // Pieces that came while rows were worked on do not exist: the stream was paused.
    this.#parts = [Buffer.from(rest)];
    this.#length = rest.length;
  }

  /** Errors and the end of the statement are the driver's to read. */
  #release(rest: Buffer): void {
    const stream = this.#stream;
    if (!stream) return;
    stream.removeListener("data", this.#onData);
    for (const listener of this.#driver) stream.on("data", listener);
    if (rest.length > 0) for (const listener of this.#driver) listener(rest);
    process.nextTick(() => stream.resume());
  }

  handleError(error: Error): void {
    this.#reject(error);
  }
  handleReadyForQuery(): void {
    this.#resolve(this.#rows);
  }
  handleCommandComplete(): void {}
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
}
