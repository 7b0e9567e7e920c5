import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

export interface LaunchedServer {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Its data folder, which goes away with it. */
  readonly data: string;
  /** What it printed until it was ready. */
  readonly printed: readonly string[];
  /** SIGTERM to this one process, then waits for its exit. Throws where that was not clean. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 180_000;

/** `npm start` without the npm: on a free loopback port, with an empty data folder of its own. */
export async function launchServer(settings: Readonly<Record<string, string>>): Promise<LaunchedServer> {
  const data = await mkdtemp(join(tmpdir(), "notouch-e2e-"));
  const port = await freePort();
  const { DATABASE_URL: _, NOTOUCH_ORIGIN: __, ...environment } = process.env;
  const child = spawn(process.execPath, ["bin/start.mjs"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...environment,
      HOST: "127.0.0.1",
      PORT: String(port),
      NOTOUCH_DATA: data,
      // The runner asks its own children for colours; this server's lines are read.
      FORCE_COLOR: "0",
      ...settings,
    },
  });
  const exited = new Promise<number | string>((done) =>
    child.once("exit", (code, signal) => done(code ?? signal ?? "unknown")),
  );
  let tail = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-8000);
  });
  const printed: string[] = [];
  const ready = new Promise<string>((done) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      printed.push(line);
      const address = /^notouch {2}(http:\/\/\S+)$/.exec(line)?.[1];
      if (address) done(address);
    });
  });
  const stop = async () => {
    child.kill("SIGTERM");
    const status = await exited;
    await rm(data, { recursive: true, force: true });
    if (status !== 0) throw new Error(`the server did not stop cleanly (${status}):\n${tail}`);
  };
  let patience: NodeJS.Timeout | undefined;
  try {
    const url = await Promise.race([
      ready,
      exited.then((status) => {
        throw new Error(`the server ended with ${status} before it was ready`);
      }),
      new Promise<never>((_, fail) => {
        patience = setTimeout(
          () => fail(new Error(`the server was not ready within ${READY_WITHIN_MS / 1000} s`)),
          READY_WITHIN_MS,
        );
      }),
    ]);
    return { url, data, printed, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw new Error(`${error instanceof Error ? error.message : error}\n${[...printed, tail].join("\n")}`);
  } finally {
    clearTimeout(patience);
  }
}

/** Asked for and given back: another process could take it in between, and then the start fails and says so. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? done(address.port)
          : fail(new Error("no port was given")),
      );
    });
  });
}
