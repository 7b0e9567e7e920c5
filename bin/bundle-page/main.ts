// The program of a bundle's page: it reads the bundle out of the page, verifies it and shows what came out. It asks
// for nothing from anywhere; the page's own policy forbids it to.
import { type BundleSource, sourceOf } from "@/lib/bundle/container";
import type { Inflate } from "@/lib/bundle/content";
import type { StepResult } from "@/lib/bundle/protocol";
import { type BundleReport, verifyBundle } from "@/lib/bundle/verify";
import { parseBase64 } from "@/lib/ledger/base64";
import { parseVerifierKey } from "@/lib/ledger/note";
import type { RowChange } from "@/lib/verdict/change";
import { byId, el } from "./element";
import { frontPage, outcomeBanner, stepRow } from "./report";

const LISTED_ROWS = 200;

const inflate: Inflate = async (stored, limit) => {
  const reader = new Blob([new Uint8Array(stored)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > limit) throw new Error("larger than allowed");
    parts.push(value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

function bundleHere(): BundleSource {
  const bytes = parseBase64(byId("bundle").textContent ?? "");
  if (!bytes) throw new Error("The bundle in this page is not base64: the file was altered.");
  return sourceOf(bytes);
}

async function verify(): Promise<void> {
  const steps = byId("steps");
  const shown = byId("report");
  steps.replaceChildren();
  shown.replaceChildren(el("p", { class: "big", role: "status" }, "Verifying …"));
  document.body.dataset.outcome = "";
  const rows: RowChange[] = [];
  let more = 0;
  let report: BundleReport;
  try {
    const kept = field("earlier");
    const key = field("key");
    report = await verifyBundle(bundleHere(), {
      inflate,
      now: new Date(),
      ...(kept !== "" && { earlier: `${kept}\n` }),
      ...(key !== "" && { pinned: parseVerifierKey(key) }),
      onChange: (change) => {
        if (rows.length < LISTED_ROWS) rows.push(change);
        else more++;
      },
      onStep: (step: StepResult) => steps.append(stepRow(step)),
    });
  } catch (error) {
    // Whatever stopped it, nothing was established.
    const says = error instanceof Error ? error.message : String(error);
    shown.replaceChildren(outcomeBanner({ outcome: "nothing", steps: [], said: null }), el("p", {}, says));
    document.body.dataset.outcome = "nothing";
    return;
  }
  steps.replaceChildren(...report.steps.map(stepRow));
  // What an altered bundle says is not shown as if it were a finding.
  const trusted = report.outcome === "verified" || report.outcome === "violated";
  shown.replaceChildren(
    outcomeBanner(report),
    ...(trusted && report.said ? frontPage(report.said, rows, more) : []),
  );
  document.title = `${report.said?.history.name ?? "Bundle"}: ${report.outcome}`;
  document.body.dataset.outcome = report.outcome;
}

function field(id: string): string {
  const input = byId(id);
  return input instanceof HTMLTextAreaElement || input instanceof HTMLInputElement ? input.value.trim() : "";
}

byId("again").addEventListener("submit", (event) => {
  event.preventDefault();
  void verify();
});
byId("print").addEventListener("click", () => window.print());
void verify();
