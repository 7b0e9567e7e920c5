import { diffsExportQuery } from "@/app/_server/api/api-schemas";
import { queryEndpoint } from "@/app/_server/api/endpoint";
import { requireRun } from "@/db/runs/runs";
import { exportDiff } from "@/db/verdicts/diffs";
import { CHANGE_CSV_HEADER, changeCsv } from "@/lib/verdict/change-csv";

export const dynamic = "force-dynamic";

/**
 * The whole filtered diff as a file, written as it is read: a million rows need no more memory than a page of them.
 * An error on the way cuts the answer off, which the client sees as a failed download and never as a short file.
 */
export const GET = queryEndpoint<{ run: string }, typeof diffsExportQuery>(
  diffsExportQuery,
  async ({ db, params, query: { format, explained, ...filter } }) => {
    const { slug } = await requireRun(db, params.run);
    const query = { ...filter, explained: explained === undefined ? undefined : explained === "yes" };
    // Judged, and known to be readable, before the first byte goes out.
    const { total, compared, matrixDigest, rows: pages } = await exportDiff(db, slug, query);
    async function* lines(): AsyncGenerator<string> {
      if (format === "csv") yield CHANGE_CSV_HEADER;
      else
        yield `{"run":${JSON.stringify(slug)},"matrixDigest":${JSON.stringify(matrixDigest)},"filter":${JSON.stringify({ ...filter, explained })},"total":${total},"compared":${compared},"rows":[`;
      let first = true;
      for await (const rows of pages()) {
        if (format === "csv") yield rows.map(changeCsv).join("");
        else yield rows.map((row, i) => `${first && i === 0 ? "\n" : ",\n"}${JSON.stringify(row)}`).join("");
        first = false;
      }
      if (format === "json") yield "\n]}\n";
    }
    return new Response(streamOf(lines()), {
      headers: {
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json",
        "content-disposition": `attachment; filename="${slug}-diff.${format}"`,
        "cache-control": "no-store",
      },
    });
  },
);

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
