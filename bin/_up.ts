// usage: tsx bin/_up.ts 15|18 rows port

import { Client } from "pg";
import { startPostgres } from "./demo/postgres";
import { createDatabase, createProduction } from "./demo/production";

const [v, rows, port] = process.argv.slice(2);
const p = await startPostgres({
  ...(v === "15" ? { bindir: "/usr/lib/postgresql/15/bin" } : {}),
  port: Number(port),
  settings: { log_temp_files: "0" },
});
const c = new Client({ connectionString: p.url() });
await c.connect();
await createDatabase(c);
await c.end();
const d = new Client({ connectionString: p.url("postgres", "directus") });
await d.connect();
await createProduction(d, Number(rows));
await d.end();
console.log("up", p.version, p.url("notouch_reader", "directus"));
await new Promise(() => setInterval(() => {}, 1e6));
