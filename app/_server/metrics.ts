import { createServer, type Server } from "node:http";
import { collectDefaultMetrics, Gauge, register } from "prom-client";
import { countEntries } from "@/db/ledger/entry-counts";
import { countDeliveries } from "@/db/notices/deliveries";
import { database } from "./database";
import { SettingError, settings } from "./settings";

/**
 * Prometheus metrics on a port of their own, which has no sign-in and therefore no names in it: figures of the process,
 * of the interface, of the ledger and of deliveries. Resolves to null where no port is set.
 */
export async function serveMetrics(): Promise<Server | null> {
  const { metrics } = settings();
  if (metrics === null) return null;
  if (register.getSingleMetric("process_cpu_seconds_total") === undefined) {
    collectDefaultMetrics();
    countedAtScrape("notouch_ledger_entries", "Entries of the ledger by kind", "kind", countEntries);
    countedAtScrape("notouch_deliveries", "Notices on their way by state", "state", countDeliveries);
  }
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") return void response.writeHead(404).end();
    try {
      const text = await register.metrics();
      response.writeHead(200, { "content-type": register.contentType }).end(text);
    } catch (error) {
      // Half the figures would read like all of them.
      console.error("metrics failed:", error);
      response.writeHead(503).end();
    }
  });
  await new Promise<void>((done, fail) => {
    server.once("error", (error) =>
      fail(new SettingError(`NOTOUCH_METRICS_PORT: cannot listen on ${metrics.port} (${error.message}).`)),
    );
    server.listen(metrics.port, metrics.host, done);
  });
  server.unref();
  return server;
}

type Counts = readonly { readonly of: string; readonly n: number }[];

function countedAtScrape(
  name: string,
  help: string,
  label: string,
  count: (db: Awaited<ReturnType<typeof database>>) => Promise<Counts>,
): void {
  new Gauge({
    name,
    help,
    labelNames: [label],
    async collect() {
      this.reset();
      for (const { of, n } of await count(await database())) this.set({ [label]: of }, n);
    },
  });
}
