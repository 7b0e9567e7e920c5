/**
 * The colours of `styles/tokens.css` and what each is for. `on` names the grounds it is drawn on, `least` the contrast
 * that WCAG 2.2 asks for there: 4.5 for text, 3 for the edges of controls and for icons. `tokens.test.ts` reads the
 * style sheet and holds every pair in light, in dark and on paper; a colour that stands in one place alone fails it.
 */
interface Token {
  readonly use: "ground" | "text" | "edge" | "line" | "mark";
  readonly on: readonly Ground[];
  readonly least: number;
}

type Ground = "paper" | "surface" | "sunken" | "pass-wash" | "fail-wash" | "none-wash" | "mark";

const PLAIN = ["paper", "surface", "sunken"] as const;
const EVERY = [...PLAIN, "pass-wash", "fail-wash", "none-wash"] as const;
const ground: Token = { use: "ground", on: [], least: 1 };

export const COLOURS = {
  paper: ground,
  surface: ground,
  sunken: ground,
  "pass-wash": ground,
  "fail-wash": ground,
  "none-wash": ground,
  ink: { use: "text", on: [...EVERY, "mark"], least: 7 },
  soft: { use: "text", on: EVERY, least: 7 },
  faint: { use: "text", on: EVERY, least: 4.5 },
  link: { use: "text", on: EVERY, least: 4.5 },
  pass: { use: "text", on: [...PLAIN, "pass-wash"], least: 4.5 },
  fail: { use: "text", on: [...PLAIN, "fail-wash"], least: 4.5 },
  none: { use: "text", on: [...PLAIN, "none-wash"], least: 4.5 },
  edge: { use: "edge", on: PLAIN, least: 3 },
  line: { use: "line", on: [], least: 1 },
  mark: { use: "mark", on: [], least: 1 },
} as const satisfies Record<string, Token>;

export type Colour = keyof typeof COLOURS;

/** Colours that stand for an outcome; these must stay apart for every sight. Authority has none: it is drawn in ink. */
export const STATUS_COLOURS = ["pass", "fail", "none"] as const satisfies readonly Colour[];

/** Sizes of text and steps of space, as named in `styles/tokens.css`. */
export const TEXT_SIZES = ["xs", "sm", "base", "lg", "xl", "2xl"] as const;
export const SPACES = ["hair", "snug", "card", "part", "page"] as const;
