import { randomUUID } from "node:crypto";
import { z } from "zod";
import { CommandError, EXIT, type ExitCode, usage } from "./exit";
import { token } from "./secrets";
import { VERSION } from "./version";

export interface ServerFlags {
  readonly server: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  detail: z.string().default(""),
  errors: z.array(z.looseObject({ at: z.string(), problem: z.string() })).default([]),
});

/** A refusal that the server spelt out (RFC 9457), as the end of a command. `slug` is the last part of its type. */
export class ServerRefusal extends CommandError {
  constructor(
    readonly status: number,
    readonly slug: string,
    problem: z.output<typeof problemSchema>,
  ) {
    super(
      exitOf(status, slug),
      `${problem.title} (${status} ${slug})`,
      problem.detail,
      problem.errors.map((e) => `${e.at}: ${e.problem}`),
    );
  }
}

function exitOf(status: number, slug: string): ExitCode {
  if (status === 401 || status === 403) return EXIT.notAllowed;
  if (status === 409 || status === 412 || slug === "wrong-context") return EXIT.conflict;
  if (status === 404 || status === 405 || slug === "invalid-input") return EXIT.usage;
  if (status === 408 || status === 429 || status >= 500) return EXIT.unavailable;
  if (status === 400 || status === 413 || status === 415 || status === 422) return EXIT.integrity;
  return EXIT.unexpected;
}

export interface Body {
  readonly bytes: Uint8Array | string;
  readonly type: string;
  readonly encoding?: string;
}

/** The HTTP interface of a server, under one API key. */
export class Server {
  private constructor(
    private readonly base: string,
    private readonly key: string,
  ) {}

  static async open({ server, tokenFile }: ServerFlags): Promise<Server> {
    if (!/^https?:\/\/[^/]+/.test(server))
      throw usage(`${server} is no address of a server`, "Write --server as https://host:port.");
    const base = server.replace(/\/+$/, "");
    const { hostname, protocol } = new URL(base);
    // A key in clear text on a network belongs to whoever listens.
    if (protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname))
      throw usage(
        `${server} would carry the API key unencrypted`,
        "Use https:// for every server that is not on this machine.",
      );
    return new Server(base, await token(tokenFile));
  }

  get<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
    return this.#send("GET", path, schema);
  }

  post<S extends z.ZodType>(path: string, body: Body, schema: S): Promise<z.output<S>> {
    return this.#send("POST", path, schema, body);
  }

  postJson<S extends z.ZodType>(path: string, value: unknown, schema: S): Promise<z.output<S>> {
    return this.#send("POST", path, schema, { bytes: JSON.stringify(value), type: "application/json" });
  }

  /** The body of a GET as it arrives. */
  async download(path: string): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#reach(`${this.base}/api/v1${path}`, {
      headers: { authorization: `Bearer ${this.key}`, "user-agent": `notouch/${VERSION}` },
      redirect: "error",
    });
    if (!response.ok) throw refusalOf(response.status, await response.text());
    if (!response.body) throw new CommandError(EXIT.unexpected, `GET ${path} was answered with nothing`);
    return piecesOf(response.body.getReader());
  }

  async #send<S extends z.ZodType>(
    method: string,
    path: string,
    schema: S,
    body?: Body,
  ): Promise<z.output<S>> {
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.key}`,
      accept: "application/json, application/problem+json",
      "user-agent": `notouch/${VERSION}`,
    };
    if (body) {
      headers["content-type"] = body.type;
      headers["idempotency-key"] = randomUUID();
      if (body.encoding) headers["content-encoding"] = body.encoding;
    }
    const response = await this.#reach(`${this.base}/api/v1${path}`, {
      method,
      headers,
      // A redirect would carry the key to another place.
      redirect: "error",
      signal: AbortSignal.timeout(300_000),
      ...(body ? { body: typeof body.bytes === "string" ? body.bytes : Buffer.from(body.bytes) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw refusalOf(response.status, text);
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    throw new CommandError(
      EXIT.unexpected,
      `${method} ${path} was answered with something else than expected`,
      "Does --server name a notouch server of this version?",
    );
  }

  async #reach(url: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(url, init);
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error
          ? error.cause.message
          : error instanceof Error
            ? error.message
            : "";
      throw new CommandError(
        EXIT.unavailable,
        `the server ${this.base} cannot be reached: ${cause}`,
        "Check --server (or NOTOUCH_SERVER) and that it is running, then do the same again.",
      );
    }
  }
}

async function* piecesOf(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refusalOf(status: number, text: string): CommandError {
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (parsed.success) return new ServerRefusal(status, parsed.data.type.split("/").at(-1) ?? "", parsed.data);
  return new CommandError(
    exitOf(status, ""),
    `the server answered ${status}`,
    "Does --server name a notouch server?",
  );
}
