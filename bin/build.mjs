// Bundles the command line into dist/, so that `notouch --help` does not wait for a compiler, and beside it the shell of
// the page that a bundle verifies itself in.
import { createHash } from "node:crypto";
import { chmodSync, existsSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { bundleShell } from "./bundle-page/shell.mjs";

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: { notouch: "bin/notouch.ts" },
  outdir: "dist",
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
});
chmodSync("dist/notouch.mjs", 0o755);
writeFileSync("dist/bundle-page.html", await bundlePage());

/** One file without anything outside of it; its policy names its program and its style by their hashes. */
async function bundlePage() {
  const options = {
    bundle: true,
    minify: true,
    write: false,
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  };
  const [js, css] = await Promise.all(
    ["main.ts", "page.css"].map(
      async (file) =>
        (await build({ ...options, entryPoints: [`bin/bundle-page/${file}`] })).outputFiles[0]?.text ?? "",
    ),
  );
  const pinned = (text) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
  return bundleShell({ js, css, pinned });
}
// `npx notouch` in a checkout finds the command here at once; npm links only the commands of dependencies.
const link = "node_modules/.bin/notouch";
if (process.platform !== "win32" && !existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync("../../dist/notouch.mjs", link);
}
