import { CLAIM_IDS, type ClaimId } from "@/lib/claims/catalog";
import type { ChangeKind, RowChange } from "@/lib/verdict/change";
import { CHANGE_CSV_HEADER, changeCsv } from "@/lib/verdict/change-csv";
import { evaluate } from "@/lib/verdict/evaluate";
import { type EvidenceFile, openEvidence } from "../evidence-file";
import { CommandError, EXIT, usage } from "../exit";
import { paint, plain, print, say } from "../terminal";

export interface DiffFlags {
  readonly claim?: string;
  readonly table?: string;
  readonly kind?: ChangeKind;
  readonly key?: string;
  readonly format: "table" | "json" | "csv";
  readonly json?: boolean;
}

/** Rows that differ between two snapshots, as they are found: a million of them need no more memory than one. */
export async function runDiff(before: string, after: string, flags: DiffFlags): Promise<number> {
  if (flags.claim !== undefined && !isClaim(flags.claim))
    throw usage(`there is no claim ${flags.claim}`, `Use one of: ${CLAIM_IDS.join(", ")}.`);
  const files = await openEvidence([before, after]);
  try {
    const [old, now] = pair(files);
    const { run } = old.evidence.manifest;
    const write = WRITERS[flags.json ? "json" : flags.format]();
    let shown = 0;
    await write.start();
    const matrix = await evaluate({
      run,
      before: old,
      after: now,
      onChange: async (change) => {
        if (!wanted(change, flags)) return;
        shown++;
        await write.row(change);
      },
    });
    await write.end();
    // Equal because compared, or equal because nothing could be compared: these are not the same.
    const broken = matrix.bracket.filter((c) => !c.holds && c.id !== "tables-covered");
    const compared = old.evidence.manifest.tables.filter(
      (t) => t.present && now.evidence.manifest.tables.some((n) => n.present && n.name === t.name),
    );
    const rows = compared.reduce((n, t) => n + (t.present ? t.rows : 0), 0);
    for (const condition of broken)
      say(`${paint("yellow", "not comparable:", process.stderr)} ${plain(condition.detail)}`);
    say(
      `${shown} ${shown === 1 ? "row differs" : "rows differ"}; ${rows.toLocaleString("en")} rows of ${compared.length} tables compared.`,
    );
    return compared.length === 0 || broken.length > 0 ? EXIT.noEvidence : EXIT.done;
  } finally {
    for (const file of files) await file.close();
  }
}

function isClaim(text: string): text is ClaimId {
  return (CLAIM_IDS as readonly string[]).includes(text);
}

function pair(files: readonly EvidenceFile[]): [EvidenceFile, EvidenceFile] {
  const [old, now] = files;
  if (!old || !now) throw usage("two files are compared", "Name the file of before and the file of after.");
  const faults: string[] = [];
  if (old.evidence.manifest.run !== now.evidence.manifest.run)
    faults.push(
      `${old.path} belongs to run ${old.evidence.manifest.run}, ${now.path} to run ${now.evidence.manifest.run}`,
    );
  if (old.evidence.manifest.phase !== "before")
    faults.push(`${old.path} is of phase ${old.evidence.manifest.phase}, not before`);
  if (now.evidence.manifest.phase !== "after" && now.evidence.manifest.phase !== "after-run")
    faults.push(`${now.path} is of phase ${now.evidence.manifest.phase}, not after or after-run`);
  if (faults.length > 0)
    throw new CommandError(
      EXIT.conflict,
      "wrong-context: these files cannot be compared",
      "Name the snapshots of one run, the earlier first.",
      faults,
    );
  return [old, now];
}

function wanted(change: RowChange, { claim, table, kind, key }: DiffFlags): boolean {
  return (
    (claim === undefined || (isClaim(claim) && change.claims.includes(claim))) &&
    (table === undefined || change.table === table) &&
    (kind === undefined || change.kind === kind) &&
    (key === undefined || change.key.some((k) => k.includes(key)))
  );
}

interface Writer {
  start(): Promise<void>;
  row(change: RowChange): Promise<void>;
  end(): Promise<void>;
}

const nothing = async () => undefined;

const WRITERS: Readonly<Record<DiffFlags["format"], () => Writer>> = {
  /** A JSON array, one change a line. */
  json() {
    let first = true;
    return {
      start: nothing,
      async row(change) {
        await print(`${first ? "[" : ","}${JSON.stringify(change)}`);
        first = false;
      },
      end: () => print(first ? "[]" : "]"),
    };
  },
  csv() {
    return {
      start: () => print(CHANGE_CSV_HEADER.trimEnd()),
      row: (change) => print(changeCsv(change).trimEnd()),
      end: nothing,
    };
  },
  table() {
    return {
      start: nothing,
      async row(change) {
        const mark = { changed: "~", inserted: "+", deleted: "-" }[change.kind];
        const style = ({ changed: "yellow", inserted: "green", deleted: "red" } as const)[change.kind];
        const notes = [
          change.claims.join(" "),
          change.explained ? "explained" : "",
          change.stagingKey === null ? "" : "staging key",
        ].filter((n) => n !== "");
        await print(
          `${paint(style, mark)} ${plain(change.table)}  ${paint("bold", plain(change.key.join(", ") || "(no key)"))}  ${paint("dim", notes.join(" · "))}`,
        );
        for (const column of change.columns) {
          const [was, is] = [shown(change.before, column), shown(change.after, column)];
          await print(`    ${plain(column)}: ${[was, is].filter((v) => v !== null).join(" → ")}`);
        }
      },
      end: nothing,
    };
  },
};

type Side = RowChange["before"];

function shown(side: Side, column: string): string | null {
  if (side === null) return null;
  const value = side[column];
  return value === null || value === undefined ? paint("dim", "NULL") : plain(JSON.stringify(value));
}
