import type { z } from "zod";
import { decompressContent } from "@/db/store/content";
import { decodeUtf8, parseJson } from "@/lib/base/canonical";
import { Problem } from "./problem";

/** Longest silence inside a body before the connection is given up. */
const IDLE_MS = 30_000;

function tooLarge(limit: number): Problem {
  return new Problem("too-large", `At most ${limit} bytes. Limits are settings of the server.`);
}

/** The body's bytes as they arrive; `too-large` past the limit whatever was declared, `timeout` for a silent sender. */
export async function* streamBody(request: Request, limit: number): AsyncGenerator<Uint8Array> {
  const declared = request.headers.get("content-length");
  if (declared !== null && Number(declared) > limit) throw tooLarge(limit);
  if (!request.body) return;
  const reader = request.body.getReader();
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await within(reader.read());
      if (done) break;
      total += value.length;
      if (total > limit) throw tooLarge(limit);
      yield value;
    }
    if (declared !== null && request.headers.get("transfer-encoding") === null && total !== Number(declared))
      throw new Problem("bad-archive", "Send the whole body.", [
        { at: `byte ${total}`, problem: `${declared} bytes were declared` },
      ]);
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function within<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Problem("timeout", "Send the body without pauses.")), IDLE_MS);
  });
  try {
    return await Promise.race([reading, silence]);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("bad-archive", "Send the request again; nothing was recorded.", [
      { at: "body", problem: "cut off before its end" },
    ]);
  } finally {
    clearTimeout(timer);
  }
}

export async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of streamBody(request, limit)) parts.push(part);
  return Buffer.concat(parts);
}

/** Media type without parameters, lower case; "" where none was sent. */
export function mediaType(request: Request): string {
  return (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

export function requireMedia(request: Request, ...allowed: readonly string[]): void {
  if (!allowed.includes(mediaType(request)))
    throw new Problem("unsupported-media", `Send ${allowed.join(" or ")}.`, [
      { at: "Content-Type", problem: mediaType(request) || "missing" },
    ]);
}

/** The body, decompressed where `Content-Encoding: br` says so; any other encoding is refused. */
export async function readEncoded(request: Request, limit: number): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity" && encoding !== "br")
    throw new Problem("unsupported-media", "Send the body plain or with Content-Encoding: br.", [
      { at: "Content-Encoding", problem: encoding },
    ]);
  const bytes = await readBody(request, limit);
  return encoding === "br" ? decompressContent(bytes, "body", limit) : bytes;
}

/** JSON bytes by a schema: `malformed-json` or `bad-encoding` for what is no JSON, `invalid-input` with every field at fault. */
export function parseBody<S extends z.ZodType>(bytes: Uint8Array, schema: S): z.output<S> {
  return checked(parseJson(decodeUtf8(bytes, "body"), "body"), schema);
}

function checked<S extends z.ZodType>(value: unknown, schema: S): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem(
    "invalid-input",
    "Correct the fields that are named.",
    parsed.error.issues.slice(0, 50).map((i) => ({ at: i.path.join(".") || "body", problem: i.message })),
  );
}

/** Query parameters by a schema. A parameter that stands twice, or that is not known, is a fault and not ignored. */
export function parseQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const params = new URL(request.url).searchParams;
  const names = [...params.keys()];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined)
    throw new Problem("invalid-input", "Send each parameter once.", [{ at: twice, problem: "stands twice" }]);
  return checked(Object.fromEntries(params), schema);
}
