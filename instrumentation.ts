/**
 * Runs once when the server starts: a wrong setting or a data folder in use stops the start here, with its name and
 * the cure, and not at the first request.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { startServer } = await import("./app/_server/start-server");
  await startServer();
}
