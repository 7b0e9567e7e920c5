import type { StagingFacts, Tally } from "../claims/facts";
import type { ReadContent } from "../evidence/content";
import type { Evidence, PresentTable } from "../evidence/manifest";
import { parsePage } from "../evidence/page";
import { fieldValue, splitRow } from "../evidence/rows";

export interface EvidenceInput {
  readonly evidence: Evidence;
  readonly read: ReadContent;
}

/** Every row of a captured table as values by column name. For the small tables of a staging surface. */
export async function* rowsOf(
  table: PresentTable,
  read: ReadContent,
): AsyncGenerator<Record<string, string | null>> {
  const decoder = new TextDecoder();
  for (const page of table.pages)
    for (const chunk of parsePage(await read(page.digest), `pages/${page.digest}`))
      for (const line of decoder.decode(await read(chunk.digest)).split("\n")) {
        if (line === "") continue;
        const fields = splitRow(line);
        yield Object.fromEntries(table.columns.map((c, i) => [c.name, fieldValue(fields[i] ?? "\\N")]));
      }
}

function presentTable(input: EvidenceInput, part: PresentTable["part"]): PresentTable | null {
  const table = input.evidence.manifest.tables.find((t) => t.part === part);
  return table?.present ? table : null;
}

/** What the staging evidence says about the pilot: its keys, its tag and run, its counts, its candidates' stamps. */
export async function readStaging(
  input: EvidenceInput,
): Promise<{ keys: Set<string> | null; facts: StagingFacts }> {
  const { surface: shape } = input.evidence.profile;
  const { manifest } = input.evidence;
  const candidates = presentTable(input, "candidates");
  const evidence = presentTable(input, "staging-evidence");

  const keys = candidates?.columns.some((c) => c.name === shape.candidates.key) ? new Set<string>() : null;
  const disordered = new Marks();
  const fused = new Marks();
  if (candidates && keys)
    for await (const row of rowsOf(candidates, input.read)) {
      const key = row[shape.candidates.key];
      if (key === null || key === undefined) continue;
      keys.add(key);
      const stamps = shape.candidates.stamps.map((s) => row[s] ?? null);
      if (stamps.some((s, i) => s !== null && stamps.slice(0, i).includes(null))) disordered.add(key);
      if (stamps.length > 1 && stamps[0] !== null && stamps.every((s) => s === stamps[0])) fused.add(key);
    }

  let tags: Set<string> | null = null;
  let runs: Set<string> | null = null;
  let counts: StagingFacts["counts"] = null;
  if (evidence) {
    tags = new Set();
    runs = new Set();
    let scanned = 0n;
    let accounted = 0n;
    let agrees = true;
    let unreadable = 0;
    for await (const row of rowsOf(evidence, input.read)) {
      tags.add(row[shape.evidence.tag.column] ?? "NULL");
      runs.add(row[shape.evidence.run] ?? "NULL");
      const names = shape.evidence.counts;
      if (!names) continue;
      const figure = (name: string) => (/^\d+$/.test(row[name] ?? "") ? BigInt(row[name] ?? 0) : null);
      const total = figure(names.scanned);
      const rest = [names.failed, names.skipped].map(figure);
      const passed = names.passed.map(figure);
      if (total === null || rest.includes(null) || passed.includes(null)) unreadable++;
      else {
        const sum = (list: readonly (bigint | null)[]) => list.reduce<bigint>((n, f) => n + (f ?? 0n), 0n);
        // A record of one stage has one passed figure; in a record of all stages who passed the last passed them all.
        const ofOneStage = sum(rest) + sum(passed);
        const ofAllStages = sum(rest) + (passed.at(-1) ?? 0n);
        scanned += total;
        accounted += ofOneStage === total ? ofOneStage : ofAllStages;
        if (ofOneStage !== total && ofAllStages !== total) agrees = false;
      }
    }
    if (shape.evidence.counts !== undefined)
      counts = {
        scanned: String(scanned),
        accounted: String(accounted),
        agrees: agrees && unreadable === 0,
        unreadable,
      };
  }
  return {
    keys,
    facts: {
      candidates: keys === null ? null : keys.size,
      relations: manifest.surface.relations.length,
      tags: tags && [...tags].sort(),
      runs: runs && [...runs].sort(),
      inventory: manifest.surface,
      counts,
      disordered: disordered.tally(),
      fused: fused.tally(),
    },
  };
}

class Marks {
  #count = 0;
  readonly #keys: string[] = [];
  add(key: string): void {
    this.#count++;
    if (this.#keys.length < 20) this.#keys.push(key);
  }
  tally(): Tally {
    return { count: this.#count, keys: this.#keys, staging: this.#count };
  }
}
