// Executes the import table of ARCHITECTURE.md. A line here that nobody could break would be noise;
// each of these was broken once on purpose to see it refuse.
const outside = (folders) => `^(${folders.join("|")})/`;
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "lib-is-pure",
      comment: "lib reasons: no I/O, no framework",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.ts$" },
      to: { path: outside(["db", "bin", "app", "bench", "e2e"]) },
    },
    {
      name: "lib-has-no-platform",
      comment:
        "what lib needs of the machine stands in platform.ts and its browser twin; the signer is the server's",
      severity: "error",
      from: { path: "^lib/", pathNot: "(\\.test|-fixture)\\.ts$|^lib/ledger/(platform|signer)\\.ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "lib-takes-pure-libraries",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.ts$" },
      to: { path: "node_modules/(next|react|pg|drizzle-orm|@electric-sql)/" },
    },
    {
      name: "lib-order-ledger",
      severity: "error",
      from: { path: "^lib/ledger/" },
      to: { path: "^lib/(evidence|profile|claims|verdict|authority)/" },
    },
    {
      name: "lib-order-evidence",
      severity: "error",
      from: { path: "^lib/evidence/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/(claims|verdict|authority)/" },
    },
    {
      name: "lib-order-profile",
      severity: "error",
      from: { path: "^lib/profile/" },
      to: { path: "^lib/(claims|verdict|authority)/" },
    },
    {
      name: "lib-order-claims",
      severity: "error",
      from: { path: "^lib/claims/", pathNot: "\\.test\\.ts$" },
      to: { path: "^lib/(verdict|authority)/" },
    },
    {
      name: "lib-order-verdict",
      severity: "error",
      from: { path: "^lib/verdict/" },
      to: { path: "^lib/authority/" },
    },
    {
      name: "lib-order-bundle",
      severity: "error",
      from: { path: "^lib/", pathNot: "^lib/bundle/" },
      to: { path: "^lib/bundle/" },
    },
    {
      name: "db-remembers",
      severity: "error",
      from: { path: "^db/", pathNot: "\\.test\\.ts$" },
      to: { path: outside(["app", "bin", "bench", "e2e"]) },
    },
    {
      name: "bin-never-the-ledger",
      comment: "whoever holds production credentials cannot write the ledger",
      severity: "error",
      from: { path: "^bin/" },
      to: { path: outside(["db", "app", "bench", "e2e"]) },
    },
    {
      name: "app-never-production",
      comment: "the server never sees production",
      severity: "error",
      from: { path: "^app/" },
      to: { path: outside(["bin", "bench", "e2e"]) },
    },
    {
      name: "app-has-no-driver",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "node_modules/(pg|pg-copy-streams|@electric-sql)/" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|node_modules)" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js"] },
  },
};
