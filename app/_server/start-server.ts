import { closeDatabase } from "./database";
import { firstStart } from "./first-start";
import { settings } from "./settings";

const STOP_AFTER_MS = 10_000;

/** Checks the settings, opens the database, and sees to a clean stop. Ends the process where it cannot serve. */
export async function startServer(): Promise<void> {
  try {
    settings();
    await firstStart();
  } catch (error) {
    const known = error instanceof Error && ["SettingError", "FolderInUse"].includes(error.name);
    console.error(known ? error.message : error);
    process.exit(1);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stopWith);
}

/**
 * Next stops listening and lets requests end, then exits the process by `process.exit`. The database is closed at that
 * exit's door: earlier would break the requests that are still being answered. Should they never end, we do.
 */
function stopWith(signal: NodeJS.Signals): void {
  const exit = process.exit.bind(process);
  const leave = (code?: number | string | null) => {
    process.exit = exit;
    closeDatabase()
      .catch((error: unknown) => console.error("closing the database failed:", error))
      .finally(() => exit(0));
    return undefined as never;
  };
  process.exit = leave;
  setTimeout(() => leave(signal === "SIGINT" ? 130 : 143), STOP_AFTER_MS).unref();
}
