import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
const EVERY_BYTES = Number(process.env.GCB ?? 32) << 20;
let since = 0; let collect: any = () => undefined;
export function keepNurserySmall(): void {
  if (!process.env.NOSEMI) setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--expose-gc"); collect = runInNewContext("gc");
}
export function tick(n: number): void { since += n; if (since > EVERY_BYTES) { since = 0; collect(); } }
