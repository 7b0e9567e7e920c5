import { join } from "node:path";
import { launchServer } from "./launch-server";
import { captureOwnEvidence } from "./own-evidence";

/**
 * Before all journeys: a server with the whole demonstration, and evidence of two further pilots. What the workers
 * need to know of them travels in the environment. Returns what ends both again.
 */
// biome-ignore lint/style/noDefaultExport: the runner takes the default export
export default async function globalSetup(): Promise<() => Promise<void>> {
  const [server, evidence] = await Promise.allSettled([
    launchServer({ NOTOUCH_DEMO: "1" }),
    captureOwnEvidence(),
  ]);
  const end = async () => {
    if (evidence.status === "fulfilled") await evidence.value.drop();
    if (server.status === "fulfilled") await server.value.stop();
  };
  if (server.status === "rejected" || evidence.status === "rejected") {
    await end();
    throw server.status === "rejected"
      ? server.reason
      : evidence.status === "rejected"
        ? evidence.reason
        : undefined;
  }
  process.env.NOTOUCH_E2E_URL = server.value.url;
  process.env.NOTOUCH_E2E_ACCOUNTS = join(server.value.data, "demo-accounts.txt");
  process.env.NOTOUCH_E2E_EVIDENCE = evidence.value.folder;
  return end;
}
