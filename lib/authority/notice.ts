/** Everything that somebody may be told of. A notice tells; it carries no link that decides anything by itself. */
export const NOTICES = {
  "decision.needed": {
    title: "Needs your decision",
    says: "A pilot has a full engineering PASS, and nobody has decided.",
  },
  "verdict.changed": {
    title: "Verdict changed",
    says: "The engineering verdict of a pilot is another than before.",
  },
  "authorization.expiring": {
    title: "Authorization expires soon",
    says: "An authorization ends within a day. The run is on HOLD then.",
  },
  "authorization.lapsed": {
    title: "Authorization lapsed",
    says: "An authorization has expired or was superseded. The run is on HOLD.",
  },
} as const;

export type NoticeKind = keyof typeof NOTICES;
export const NOTICE_KINDS = Object.keys(NOTICES) as [NoticeKind, ...NoticeKind[]];

/** Asked for by hand, to see whether a receiver works. */
export const TEST_NOTICE = "test";

export function isNoticeKind(text: string): text is NoticeKind {
  return Object.hasOwn(NOTICES, text);
}
