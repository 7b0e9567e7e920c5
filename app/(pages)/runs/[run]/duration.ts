import { catalogue } from "@/app/_ui/words/catalogue";
import type { Language } from "@/app/_ui/words/language";

const UNITS = catalogue({
  en: { d: "d", h: "h", min: "min", s: "s" },
  vi: { d: "ngày", h: "giờ", min: "phút", s: "giây" },
});

const STEPS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1000, "s"],
] as const;

/** A length of time in its largest whole unit, and the next one where there is any of it: `2 h 5 min`. */
export function durationText(ms: number, language: Language): string {
  const units = UNITS[language];
  const at = STEPS.findIndex(([step]) => ms >= step);
  const [first, next] = [STEPS[at], STEPS[at + 1]];
  if (at < 0 || first === undefined) return `${(ms / 1000).toFixed(1)} ${units.s}`;
  const whole = `${Math.floor(ms / first[0])} ${units[first[1]]}`;
  const rest = next === undefined ? 0 : Math.floor((ms % first[0]) / next[0]);
  return next === undefined || rest === 0 ? whole : `${whole} ${rest} ${units[next[1]]}`;
}
