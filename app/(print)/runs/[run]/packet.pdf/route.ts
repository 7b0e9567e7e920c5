import { endpoint } from "@/app/_server/api/endpoint";
import { Problem } from "@/app/_server/api/problem";
import { pageLanguage } from "@/app/_server/language";
import { printingBrowser, printPdf } from "@/app/_server/print/chromium";
import { issueTicket, isWhole } from "@/app/_server/print/print-ticket";
import { getRun } from "@/db/runs/runs";

export const dynamic = "force-dynamic";

/** The packet as a file, for whoever may read the run. It is the page beside this route, printed by this machine. */
export const GET = endpoint<{ run: string }>("read", async ({ db, params }) => {
  const run = await getRun(db, params.run);
  if (run === null) throw new Problem("not-found", "There is no such run.");
  const browser = printingBrowser();
  if (browser === null)
    throw new Problem(
      "not-found",
      "This server has no Chromium to print with. Open the packet and print it from your browser, or name one in CHROMIUM_PATH.",
    );
  const ticket = issueTicket(run.slug, await pageLanguage(), Date.now());
  const pdf = await printPdf(browser, `/runs/${run.slug}/packet?${new URLSearchParams({ ticket })}`);
  if (!isWhole(ticket)) throw new Error(`the packet of run ${run.slug} was not printed whole`);
  return new Response(new Uint8Array(pdf), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${run.slug}-packet.pdf"`,
      "cache-control": "no-store",
    },
  });
});
