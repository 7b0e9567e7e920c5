import { catalogue } from "./words/catalogue";
import type { Language } from "./words/language";

/** A moment in UTC. The local time appears on hover and focus (see interactions.tsx). */
export function When({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const text = new Date(at).toISOString();
  return (
    <time dateTime={text} data-local className="whitespace-nowrap">
      {text.slice(0, 10)} {text.slice(11, seconds ? 19 : 16)} <span className="text-faint">UTC</span>
    </time>
  );
}

const AGES = catalogue({
  en: {
    now: "just now",
    day: (n: number) => `${n} day${n === 1 ? "" : "s"} ago`,
    hour: (n: number) => `${n} hour${n === 1 ? "" : "s"} ago`,
    minute: (n: number) => `${n} minute${n === 1 ? "" : "s"} ago`,
  },
  vi: {
    now: "vừa xong",
    day: (n: number) => `${n} ngày trước`,
    hour: (n: number) => `${n} giờ trước`,
    minute: (n: number) => `${n} phút trước`,
  },
});

const STEPS = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
] as const;

/** How long ago, in the largest whole unit; `now` is passed in, so that one page speaks of one moment. */
export function Age({ at, now, language = "en" }: { at: string; now: Date; language?: Language }) {
  const text = new Date(at).toISOString();
  return (
    <time dateTime={text} data-local title={text} className="whitespace-nowrap">
      {ageText(now.getTime() - Date.parse(at), language)}
    </time>
  );
}

export function ageText(ms: number, language: Language = "en"): string {
  for (const [step, unit] of STEPS) {
    const n = Math.floor(ms / step);
    if (n >= 1) return AGES[language][unit](n);
  }
  return AGES[language].now;
}
