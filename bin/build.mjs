// Bundles the command line into dist/, so that `notouch --help` does not wait for a compiler.
import { chmodSync, existsSync, rmSync, symlinkSync } from "node:fs";
import { build } from "esbuild";

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
// `npx notouch` in a checkout finds the command here at once; npm links only the commands of dependencies.
const link = "node_modules/.bin/notouch";
if (process.platform !== "win32" && !existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync("../../dist/notouch.mjs", link);
}
