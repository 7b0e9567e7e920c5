// Executes the import table of ARCHITECTURE.md. A line here that nobody could break would be noise;
// each of these was broken once on purpose to see it refuse.
const outside = (folders) => `^(${folders.join("|")})/`;
const WITH_ITS_TESTS = "\\.test\\.ts$|(^|[/-])fixture\\.ts$";

/** Rooms in the order in which they stand upon each other: each may import itself and what was named before it. */
const downward = (root, rooms) =>
  rooms.map((room, at) => ({
    name: `${root}-order-${room}`,
    severity: "error",
    from: { path: `^${root}/${room}/`, pathNot: WITH_ITS_TESTS },
    to: { path: `^${root}/`, pathNot: `^${root}/(${rooms.slice(0, at + 1).join("|")})/` },
  }));
const LIB = ["base", "ledger", "profile", "evidence", "claims", "verdict", "authority", "bundle"];
const DB = [
  "store",
  "ledger",
  "identity",
  "runs",
  "evidence",
  "verdicts",
  "authority",
  "notices",
  "search",
  "fsck",
  "commands",
];
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
      from: {
        path: "^lib/",
        pathNot: "(\\.test|-fixture)\\.ts$|^lib/base/platform\\.ts$|^lib/ledger/signer\\.ts$",
      },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "lib-takes-pure-libraries",
      severity: "error",
      from: { path: "^lib/", pathNot: "\\.test\\.ts$" },
      to: { path: "node_modules/(next|react|pg|drizzle-orm|@electric-sql)/" },
    },
    ...downward("lib", LIB),
    ...downward("db", DB),
    {
      name: "every-file-has-its-room",
      severity: "error",
      from: {},
      to: {
        path: "^(lib|db)/",
        pathNot: [`^lib/(${LIB.join("|")}|words)/`, `^db/(${DB.join("|")})/`],
      },
    },
    {
      name: "words-stand-beside",
      comment: "words explain what lib says; lib never speaks a language",
      severity: "error",
      from: { path: outside(LIB.map((room) => `lib/${room}`)) },
      to: { path: "^lib/words/" },
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
