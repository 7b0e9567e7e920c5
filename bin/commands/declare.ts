import { declaredSchema } from "../api";
import { EXIT, usage } from "../exit";
import { Server, type ServerFlags } from "../http";
import { print, printJson } from "../terminal";

/** Records what the engineer says came out. A declaration that disagrees with the evidence fails NT-8. */
export async function runDeclare(slug: string, said: string, flags: ServerFlags): Promise<number> {
  const result = said.toUpperCase();
  if (result !== "PASS" && result !== "FAIL") throw usage(`${said} is no result`, "Declare pass or fail.");
  const server = await Server.open(flags);
  const declared = await server.postJson(
    `/runs/${encodeURIComponent(slug)}/declaration`,
    { result },
    declaredSchema,
  );
  const summary = {
    run: slug,
    result: declared.result,
    ledger: { index: declared.receipt.index, hash: declared.receipt.hash },
  };
  if (flags.json) await printJson(summary);
  else
    await print(`${slug} declared ${summary.result}, entry ${summary.ledger.index} ${summary.ledger.hash}`);
  return EXIT.done;
}
