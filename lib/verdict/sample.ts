import { invariant } from "../base/refusal";
import type { TableFacts } from "../claims/facts";
import type { ReadContent } from "../evidence/content";
import { type Layout, layoutOf } from "../evidence/layout";
import type { PresentTable } from "../evidence/manifest";
import { parsePage, TableWriter } from "../evidence/page";
import { splitRow } from "../evidence/rows";
import type { Profile, ProfileTable } from "../profile/profile";
import type { Pilot } from "./classify";
import { measureTable } from "./measure";
import type { EvidenceInput } from "./staging";

/** Raw COPY fields of one row, in the order of the table's columns. */
export type RawRow = readonly string[];

/** A few rows of one captured table, small enough to be captured and compared again at no cost. */
export interface Sample {
  readonly name: string;
  readonly entry: ProfileTable;
  readonly table: PresentTable;
  readonly layout: Layout;
  /** Empty where the table is empty on both sides. */
  readonly rows: readonly RawRow[];
}

/** A violation needs one row; a few more keep it among rows that did not change. */
const SAMPLE_ROWS = 16;

/**
 * The first rows of the smallest page, of `after` where it has rows, else of `before`. Opens one page and one chunk,
 * however large the table is. Null where the table is not on both sides in one shape.
 */
export async function takeSample(
  facts: TableFacts,
  profile: Profile,
  before: EvidenceInput,
  after: EvidenceInput,
): Promise<Sample | null> {
  if (facts.state !== "compared") return null;
  const [old, now] = [before, after].map((side) =>
    side.evidence.manifest.tables.find((t) => t.name === facts.name),
  );
  if (!old?.present || !now?.present) return null;
  const rows = now.pages.length > 0 ? await firstRows(now, after.read) : await firstRows(old, before.read);
  return { name: facts.name, entry: facts.entry, table: now, layout: layoutOf(profile, now), rows };
}

async function firstRows({ pages }: PresentTable, read: ReadContent): Promise<RawRow[]> {
  const [first, ...others] = pages;
  if (!first) return [];
  const { digest } = others.reduce((least, page) => (page.rows < least.rows ? page : least), first);
  const chunk = parsePage(await read(digest), `pages/${digest}`)[0];
  if (!chunk) return [];
  const lines = new TextDecoder().decode(await read(chunk.digest)).split("\n");
  return lines.slice(0, Math.min(SAMPLE_ROWS, lines.length - 1)).map(splitRow);
}

/** The samples of a self-test, each written once as a capture would have written it. */
export class SampleBench {
  readonly #content = new Map<string, Uint8Array>();
  readonly #written = new Map<readonly RawRow[], Promise<PresentTable>>();

  constructor(
    private readonly profile: Profile,
    private readonly before: EvidenceInput,
    private readonly after: EvidenceInput,
    private readonly pilot: Pilot,
  ) {}

  /**
   * Measures the sample as if it were the whole table on both sides, with `changed` in place of its rows in `after`:
   * written by the writer of a capture, compared by the differ that compares whole tables.
   */
  async measure(sample: Sample, changed: readonly RawRow[]): Promise<TableFacts> {
    const read: ReadContent = async (digest) => {
      const bytes = this.#content.get(digest);
      invariant(bytes, `the sample of ${sample.name} has no content ${digest}`);
      return bytes;
    };
    return measureTable(
      sample.name,
      sample.entry,
      this.profile,
      {
        snapshots: 2,
        before: [await this.#capture(sample, sample.rows), { ...this.before, read }],
        after: [await this.#capture(sample, changed), { ...this.after, read }],
      },
      this.pilot,
      () => undefined,
    );
  }

  #capture(sample: Sample, rows: readonly RawRow[]): Promise<PresentTable> {
    const written = this.#written.get(rows) ?? this.#write(sample, rows);
    this.#written.set(rows, written);
    return written;
  }

  async #write({ table, layout }: Sample, rows: readonly RawRow[]): Promise<PresentTable> {
    const writer = new TableWriter(layout, (_, digest, bytes) => void this.#content.set(digest, bytes));
    const encoder = new TextEncoder();
    for (const row of rows) await writer.push(encoder.encode(`${row.join("\t")}\n`));
    const { rows: count, bytes, groups, pages } = await writer.finish();
    return { ...table, rows: count, bytes, groups: { ...groups }, pages: [...pages] };
  }
}
