import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Run {
  readonly seconds: number;
  /** Largest resident set of the process itself, bytes; null where /proc is missing. */
  readonly peak: number | null;
}

/** Runs a command to its end. Throws when it fails: a time of something that did not happen is no figure. */
export function timed(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return new Promise((done, fail) => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...env },
    });
    let errors = "";
    child.stderr.on("data", (text: Buffer) => {
      errors = (errors + text.toString()).slice(-2000);
    });
    let peak: number | null = null;
    // The kernel keeps the high-water mark; the last reading before the end is the peak but for the last moment.
    const watch = setInterval(() => {
      try {
        const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1];
        if (kilobytes) peak = Math.max(peak ?? 0, Number(kilobytes) * 1024);
      } catch {
        // It has just ended, or this is not Linux.
      }
    }, 10);
    child.once("error", fail);
    child.once("close", (code) => {
      clearInterval(watch);
      if (code === 0) done({ seconds: (performance.now() - started) / 1000, peak });
      else fail(new Error(`${command} ended with ${code}: ${errors}`));
    });
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
