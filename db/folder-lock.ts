import { mkdirSync, openSync, renameSync, unlinkSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { basename, dirname, join, resolve } from "node:path";

/** Another process holds the folder. Its process id is in the message, for that is the cure. */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
}

/**
 * Unix socket paths end at 107 bytes. Through the folder's descriptor every path is short, where the system has /proc;
 * elsewhere the path is used as it is.
 */
function shortPath(path: string): string {
  if (Buffer.byteLength(path) < 100 || process.platform !== "linux") return path;
  const descriptor = openSync(dirname(path), "r");
  return `/proc/self/fd/${descriptor}/${basename(path)}`;
}

/** Asks whoever listens for its process id; null when nobody does. */
function holderOf(path: string): Promise<string | null> {
  return new Promise((done, fail) => {
    const socket = connect(path);
    let said = "";
    socket.setEncoding("utf8");
    // A holder that is busy answers late, and is a holder all the same.
    socket.setTimeout(5000, () => {
      socket.destroy();
      done("unknown");
    });
    socket.on("data", (text: string) => {
      said += text;
    });
    socket.on("end", () => done(said || "unknown"));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED" || error.code === "ENOENT") done(null);
      else if (error.code === "ECONNRESET" || error.code === "EPIPE") done("unknown");
      else fail(error);
    });
  });
}

function listen(path: string): Promise<Server | null> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(String(process.pid));
    });
    server.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "EADDRINUSE" ? done(null) : fail(error),
    );
    server.listen(path, () => done(server));
  });
}

/**
 * Exclusive hold of a folder by a unix socket beside it: the kernel closes it with the process, also on kill -9.
 * Two processes on one embedded database lose data without a word, so whoever comes second is refused.
 * Returns the release. Throws `FolderInUse`.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  const absolute = resolve(folder);
  mkdirSync(dirname(absolute), { recursive: true, mode: 0o700 });
  const path = shortPath(`${absolute}.lock`);
  for (let attempt = 0; attempt < 20; attempt++) {
    const server = await listen(path);
    if (server) {
      // Somebody who took over the same dead socket may have moved ours away in between: the name must lead here.
      if ((await holderOf(path)) !== String(process.pid)) {
        server.close();
        continue;
      }
      server.unref();
      return () => new Promise((done) => server.close(() => done()));
    }
    const holder = await holderOf(path);
    if (holder !== null) throw inUse(absolute, holder);
    await clearDead(path);
  }
  throw inUse(absolute, "unknown");
}

/**
 * Removes a socket whose process died. Renamed first and asked again: should a new holder have taken the name since,
 * its socket is put back, not deleted.
 */
async function clearDead(path: string): Promise<void> {
  const aside = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    renameSync(path, aside);
    if ((await holderOf(aside)) === null) unlinkSync(aside);
    else renameSync(aside, path);
  } catch (error) {
    // Somebody else cleared it first.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function inUse(folder: string, holder: string): FolderInUse {
  return new FolderInUse(
    `The data folder ${folder} is in use by process ${holder}. Stop that process, choose another NOTOUCH_DATA, or set DATABASE_URL to share one PostgreSQL.`,
  );
}
