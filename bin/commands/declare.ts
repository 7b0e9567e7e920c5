import { declaredSchema } from "../api";
import { EXIT } from "../exit";
import { Server, type ServerFlags } from "../http";
import { readReport, resultNamed } from "../report-file";
import { print, printJson } from "../terminal";

/**
 * Records what the engineer says came out, and the report that says so. One that disagrees with the evidence fails
 * NT-8.
 */
export async function runDeclare(
  slug: string,
  said: string,
  flags: ServerFlags & { readonly report?: string },
): Promise<number> {
  const result = resultNamed(said);
  const report = flags.report === undefined ? undefined : await readReport(flags.report, slug);
  const server = await Server.open(flags);
  const declared = await server.postJson(
    `/runs/${encodeURIComponent(slug)}/declaration`,
    report === undefined ? { result } : { result, report },
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
