import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { usage } from "../exit";
import { Server, type ServerFlags } from "../http";
import { print, printJson } from "../terminal";

interface BundleFlags extends ServerFlags {
  readonly output: string;
  readonly all?: boolean;
}

/** Exports a run. A file whose name ends in `.html` is the page that verifies itself; any other is the bundle alone. */
export async function runBundle(slug: string, flags: BundleFlags): Promise<number> {
  const { output } = flags;
  if (await stat(output).catch(() => null)) throw usage(`${output} exists`, "Name a file that does not.");
  const server = await Server.open(flags);
  const format = /\.html?$/i.test(output) ? "page" : "archive";
  const query = new URLSearchParams({ format, chunks: flags.all ? "all" : "opened" });
  const body = await server.download(`/runs/${encodeURIComponent(slug)}/bundle?${query}`);
  // Under another name until it is whole: half a bundle must not look like one.
  const part = `${output}.part`;
  try {
    await pipeline(body, createWriteStream(part, { flags: "wx" }));
    await rename(part, output);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const { size } = await stat(output);
  if (flags.json) await printJson({ run: slug, file: output, bytes: size, format });
  else await print(`${output}  ${size} bytes. Verify it anywhere: notouch verify ${output}`);
  return 0;
}
