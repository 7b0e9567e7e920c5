import { sweepAttempts } from "@/db/identity/attempts";
import { sweepOneTime } from "@/db/identity/one-time";
import { sweepSessions } from "@/db/identity/sessions";
import { database } from "../database";
import { settings } from "../settings";
import { notify } from "./notify";

const EVERY_MS = 5000;
const SWEEP_EVERY_MS = 600_000;
/** A stop waits so long for a receiver that hangs; the attempt is made again by whoever starts next. */
const PATIENCE_MS = 2000;

let timer: NodeJS.Timeout | undefined;
let going: Promise<void> | undefined;
let stopped = false;
let sweptAt = 0;
let said = "";

/**
 * What the server does without being asked: notices, and clearing away what has ended. One round after the other, each
 * in short transactions beside the requests; a round that fails is told and the next one tries again.
 */
export function startRounds(): void {
  stopped = false;
  timer = setTimeout(() => {
    going = round()
      .then(() => {
        said = "";
      }, tell)
      .finally(() => {
        if (!stopped) startRounds();
      });
  }, EVERY_MS);
  timer.unref();
}

/** Said once and not every five seconds, for as long as it is the same. */
function tell(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  if (text !== said) console.error(`A round of notices failed, and is tried again: ${text}`);
  said = text;
}

/** No round begins any more, and the one under way has ended or was given up: the database can be closed. */
export async function stopRounds(): Promise<void> {
  stopped = true;
  clearTimeout(timer);
  await Promise.race([going, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
}

async function round(): Promise<void> {
  const db = await database();
  const now = new Date();
  await notify(db, now);
  if (now.getTime() - sweptAt < SWEEP_EVERY_MS) return;
  sweptAt = now.getTime();
  await sweepSessions(db, settings().session, now);
  await sweepOneTime(db, now);
  await sweepAttempts(db, now);
}
