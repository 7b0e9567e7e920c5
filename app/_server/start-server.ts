import { closeDatabase } from "./database";
import { firstStart } from "./first-start";
import { currentCheckpoint } from "./log";
import { serveMetrics } from "./metrics";
import { startRounds, stopRounds } from "./notices/rounds";
import { settings } from "./settings";

const STOP_AFTER_MS = 10_000;
const SIGN_EVERY_MS = 10_000;

/** Checks the settings, opens the database, and sees to a clean stop. Ends the process where it cannot serve. */
export async function startServer(): Promise<void> {
  try {
    settings();
    await firstStart();
    await serveMetrics();
    startRounds();
  } catch (error) {
    const known =
      error instanceof Error && ["SettingError", "FolderInUse", "KeyMismatch"].includes(error.name);
    console.error(known ? error.message : error);
    process.exit(1);
  }
  signNow();
  setInterval(signNow, SIGN_EVERY_MS).unref();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stopInOrder);
}

/**
 * Signs what was appended meanwhile, whether anybody asks for it or not: what a checkpoint covers can no longer be
 * rewritten unseen. A failure is said once; the checkpoint's own endpoint goes on saying it.
 */
function signNow(): void {
  currentCheckpoint().then(
    () => {
      said = "";
    },
    (error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== said) console.error(`The ledger was not signed: ${text}`);
      said = text;
    },
  );
}

let said = "";

/**
 * Next stops listening and lets requests end, then leaves by `process.exit`. The database is closed at that door:
 * earlier would break the requests that are still being answered. Should they never end, we leave all the same.
 */
function stopInOrder(): void {
  const exit = process.exit.bind(process);
  const leave = (): never => {
    process.exit = exit;
    stopRounds()
      .then(closeDatabase)
      .catch((error: unknown) => console.error("closing the database failed:", error))
      .finally(() => exit(0));
    return undefined as never;
  };
  process.exit = leave;
  setTimeout(leave, STOP_AFTER_MS).unref();
}
