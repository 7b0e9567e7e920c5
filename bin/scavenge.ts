import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const EVERY_BYTES = 4 << 20;

/**
 * Frees dead buffers as they come. The collector counts objects and not the 64 kB of received bytes behind each of
 * them: left alone, it lets its nursery grow and a hundred megabytes pile up before it looks. Returns what to tell of
 * the bytes that went through. Where an engine knows none of this, memory is larger and nothing else changes.
 */
export function scavenger(): (bytes: number) => void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") return () => undefined;
  let since = 0;
  return (bytes) => {
    since += bytes;
    if (since < EVERY_BYTES) return;
    since = 0;
    collect({ type: "minor" });
  };
}
