import { fsck } from "@/db/fsck/fsck";
import { FsckReport } from "@/db/fsck/report";
import { database } from "../database";
import { keptOutside } from "./outside";

/** The last check of everything that this process made, or the one under way. */
export interface IntegrityCheck {
  readonly startedAt: Date;
  readonly by: string;
  readonly report: FsckReport;
  endedAt: Date | null;
  /** Why it did not come to an end; null while it runs and when it did. */
  failure: string | null;
}

const KEY = Symbol.for("notouch.integrity");
const holder = globalThis as { [KEY]?: IntegrityCheck };

export function lastCheck(): IntegrityCheck | null {
  return holder[KEY] ?? null;
}

/** Starts a check unless one is under way. It reads only, and ends with this process. */
export async function startCheck(by: string): Promise<void> {
  if (holder[KEY] && holder[KEY].endedAt === null) return;
  const check: IntegrityCheck = {
    startedAt: new Date(),
    by,
    report: new FsckReport(),
    endedAt: null,
    failure: null,
  };
  holder[KEY] = check;
  void (async () => {
    try {
      await fsck(await database(), keptOutside(), check.report);
    } catch (error) {
      console.error("the integrity check did not end:", error);
      check.failure = error instanceof Error ? error.message : String(error);
    }
    check.endedAt = new Date();
  })();
}
