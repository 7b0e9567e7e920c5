import { z } from "zod";
import { DECISION_KINDS, type DecisionKind } from "../authority/authority";
import { signedPresence } from "../authority/decided-entry";
import type { SignedPresence } from "../authority/presence";
import { PRESENCE_NAMES, type Presence } from "../authority/presences";
import { type Fault, Refusal } from "../base/refusal";
import { VERDICTS } from "../claims/catalog";
import { type Report, reportSchema } from "../claims/report";
import { PHASES, type Phase } from "../evidence/manifest";
import type { Entry, EntryKind } from "../ledger/entry";

/** What the entries of one run say happened, in their order. */
export interface History {
  readonly name: string;
  readonly captures: readonly { readonly entry: Entry; readonly phase: Phase; readonly digest: string }[];
  readonly declarations: readonly {
    readonly entry: Entry;
    readonly result: "PASS" | "FAIL";
    /** The report made elsewhere that it rests on; the ledger keeps it whole. */
    readonly report?: Report | undefined;
  }[];
  readonly verdicts: readonly RecordedVerdict[];
  readonly decisions: readonly RecordedDecision[];
}

export interface RecordedVerdict {
  readonly entry: Entry;
  readonly engineering: (typeof VERDICTS)[number];
  /** `sha256:…` */
  readonly matrixDigest: string;
  readonly evaluator: string;
  readonly changes: number;
}

export interface RecordedDecision {
  readonly entry: Entry;
  readonly kind: DecisionKind;
  readonly matrixDigest: string;
  readonly reason: string;
  readonly scope: string | null;
  readonly expiresAt: string | null;
  readonly revisitAt: string | null;
  readonly acknowledgedCaveats: readonly string[];
  readonly acknowledgedBlockers: readonly string[];
  readonly decision: string;
  readonly presence: Presence;
  readonly assertion: SignedPresence | null;
  readonly owners: number;
}

const REMEDY = "Export the bundle again from the server that holds the run.";

const text = z.string();
const BODIES = {
  "run-created": z.looseObject({ name: text }),
  "evidence-recorded": z.looseObject({ phase: z.enum(PHASES), digest: text }),
  declared: z.looseObject({ result: z.enum(["PASS", "FAIL"]), report: reportSchema.optional() }),
  "verdict-recorded": z.looseObject({
    engineering: z.enum(VERDICTS),
    matrixDigest: text,
    evaluator: text,
    changes: z.int().min(0),
  }),
  "gate-named": z.looseObject({ gate: text }),
  decided: z.looseObject({
    kind: z.enum(DECISION_KINDS),
    matrixDigest: text,
    reason: text,
    scope: text.nullable(),
    expiresAt: text.nullable(),
    revisitAt: text.nullable(),
    acknowledgedCaveats: z.array(text),
    acknowledgedBlockers: z.array(text),
    decision: text,
    presence: z.enum(PRESENCE_NAMES),
    // Older decisions carry neither of these.
    assertion: signedPresence.nullable().default(null),
    owners: z.int().min(1).default(1),
  }),
} as const satisfies Partial<Record<EntryKind, z.ZodType>>;

/** Kinds that tell of a run. An entry of any other kind beside them is not understood, and so is refused. */
type RunKind = keyof typeof BODIES;

/** Whether a bundle of this run carries an entry: what tells of the run, and what names the log's keys. */
export function isBundled({ kind, run: of }: Entry, run: string): boolean {
  return kind === "ledger-key" ? of === null : of === run && Object.hasOwn(BODIES, kind);
}

/**
 * Reads the entries of a run. Throws `count-mismatch` or `malformed-json` where they do not tell one history: the run
 * created once and first, each phase recorded once.
 */
export function readHistory(run: string, entries: readonly Entry[]): History {
  const faults: Fault[] = [];
  const history = {
    name: run,
    captures: [] as History["captures"][number][],
    declarations: [] as History["declarations"][number][],
    verdicts: [] as RecordedVerdict[],
    decisions: [] as RecordedDecision[],
  };
  for (const [i, entry] of entries.entries()) {
    const at = `entry ${entry.index}`;
    if ((entry.kind === "run-created") !== (i === 0))
      faults.push({
        at,
        problem: i === 0 ? "the run's first entry does not create it" : "creates the run again",
      });
    switch (entry.kind) {
      case "run-created":
        history.name = bodyOf(entry, "run-created", faults)?.name ?? run;
        break;
      case "evidence-recorded": {
        const body = bodyOf(entry, "evidence-recorded", faults);
        if (!body) break;
        if (history.captures.some((c) => c.phase === body.phase))
          faults.push({ at, problem: `records ${body.phase} evidence a second time` });
        history.captures.push({ entry, ...body });
        break;
      }
      case "declared": {
        const body = bodyOf(entry, "declared", faults);
        if (body) history.declarations.push({ entry, ...body });
        break;
      }
      case "verdict-recorded": {
        const body = bodyOf(entry, "verdict-recorded", faults);
        if (body) history.verdicts.push({ entry, ...body });
        break;
      }
      case "decided": {
        const body = bodyOf(entry, "decided", faults);
        if (body) history.decisions.push({ entry, ...body });
        break;
      }
      default:
        break;
    }
  }
  if (entries.length === 0) faults.push({ at: "bundle.json entries", problem: `none is of run ${run}` });
  if (faults.length > 0) throw new Refusal("count-mismatch", faults, REMEDY);
  return history;
}

function bodyOf<K extends RunKind>(
  entry: Entry,
  kind: K,
  faults: Fault[],
): z.output<(typeof BODIES)[K]> | null {
  const parsed = BODIES[kind].safeParse(entry.body);
  if (parsed.success) return parsed.data as z.output<(typeof BODIES)[K]>;
  faults.push(
    ...parsed.error.issues.map((i) => ({
      at: `entry ${entry.index} body.${i.path.join(".")}`,
      problem: i.message,
    })),
  );
  return null;
}

/** Usernames behind the evidence and the declarations before an entry. A key acts for the person who minted it. */
export function contributorsBefore(history: History, index: number): Set<string> {
  return new Set(
    [...history.captures, ...history.declarations]
      .filter(({ entry }) => entry.index < index)
      .map(({ entry }) => entry.actor.split("#")[0] ?? entry.actor),
  );
}
