import { readFile } from "node:fs/promises";
import { decodeUtf8, parseJson } from "@/lib/base/canonical";
import { parseReport, type Report } from "@/lib/claims/report";
import { usage } from "./exit";

/** `pass` or `fail`, as a person types it. */
export function resultNamed(said: string): "PASS" | "FAIL" {
  const result = said.toUpperCase();
  if (result === "PASS" || result === "FAIL") return result;
  throw usage(`${said} is no result`, "Declare pass or fail.");
}

/** A report of this run from a JSON file. Throws a `Refusal` for what is no report. */
export async function readReport(path: string, run: string): Promise<Report> {
  const bytes = await readFile(path).catch(() => {
    throw usage(`cannot read ${path}`, "Name a JSON file with the report's claims.");
  });
  return parseReport(parseJson(decodeUtf8(bytes, path), path), run, path);
}
