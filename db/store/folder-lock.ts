import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { basename, dirname, join, resolve } from "node:path";

/** Another process holds the folder. Its process id is in the message, for that is the cure. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/**
 * Exclusive hold of a folder by unix sockets beside it: the kernel closes a socket with its process, also on kill -9.
 * Two processes on one embedded database lose data without a word, so whoever comes second is refused.
 *
 * Everybody first listens under a name of their own (`<folder>.lock-<random>`, never used twice) and only then looks
 * for others. Of any two, the one that listened later sees the other, so two can never both find themselves alone;
 * two that came at once see each other, step back and try again. A name nobody listens under belongs to a dead
 * process and may be removed by anybody at any time.
 *
 * Returns the release. Throws `FolderInUse`.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const absolute = resolve(folder);
  mkdirSync(dirname(absolute), { recursive: true, mode: 0o700 });
  const place = socketPlace(dirname(absolute));
  const prefix = `${basename(absolute)}.lock-`;
  try {
    for (let attempt = 0; ; attempt++) {
      const name = prefix + randomBytes(6).toString("hex");
      const state = { held: false };
      const server = await listen(place.path(name), state);
      const other = await firstOther(place, prefix, name);
      if (other === null) {
        state.held = true;
        server.unref();
        return () => closed(server).finally(place.close);
      }
      await closed(server);
      if (other.held || attempt === ATTEMPTS)
        throw new FolderInUse(
          `The data folder ${absolute} is in use by process ${other.pid}. Stop that process, choose another NOTOUCH_DATA, or set DATABASE_URL to share one PostgreSQL.`,
        );
      await new Promise((done) => setTimeout(done, 20 + Math.random() * 200));
    }
  } catch (error) {
    place.close();
    throw error;
  }
}

const ATTEMPTS = 20;

interface Place {
  readonly folder: string;
  path(name: string): string;
  close(): void;
}

/**
 * The names of sockets end at 107 bytes. Where the folder's own path is longer, the way leads through its descriptor
 * (Linux); elsewhere a long path fails with the system's words.
 */
function socketPlace(folder: string): Place {
  if (Buffer.byteLength(folder) < 70 || process.platform !== "linux")
    return { folder, path: (name) => join(folder, name), close: () => {} };
  const descriptor = openSync(folder, "r");
  let open = true;
  const close = () => {
    if (open) closeSync(descriptor);
    open = false;
  };
  return { folder, path: (name) => `/proc/self/fd/${descriptor}/${name}`, close };
}

function listen(path: string, state: { readonly held: boolean }): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(`${process.pid} ${state.held ? "holds" : "asks"}`);
    });
    server.on("error", fail);
    server.listen(path, () => done(server));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((done) => server.close(() => done()));
}

/** Whoever else listens, a holder before one that asks; sockets of dead processes are cleared away. */
async function firstOther(place: Place, prefix: string, own: string): Promise<Answer | null> {
  let asking: Answer | null = null;
  for (const name of readdirSync(place.folder)) {
    if (!name.startsWith(prefix) || name === own) continue;
    const answer = await ask(place.path(name));
    if (answer === null) rmSync(join(place.folder, name), { force: true });
    else if (answer.held) return answer;
    else asking = answer;
  }
  return asking;
}

interface Answer {
  readonly pid: string;
  readonly held: boolean;
}

/** null only where surely nobody listens: a holder that is too busy to answer is a holder all the same. */
function ask(path: string): Promise<Answer | null> {
  return new Promise((done) => {
    const socket = connect(path);
    let said = "";
    const heard = () => {
      const [pid, verb] = said.split(" ");
      done({ pid: pid || "unknown", held: verb !== "asks" });
    };
    socket.setEncoding("utf8");
    socket.setTimeout(5000, () => {
      socket.destroy();
      heard();
    });
    socket.on("data", (text: string) => {
      said += text;
    });
    socket.on("end", heard);
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") done(null);
      else heard();
    });
  });
}
