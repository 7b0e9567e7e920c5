import type { Authority } from "@/lib/authority/authority";
import { catalogue } from "./catalogue";
import { basisOf, basisWords } from "./domain-words";
import type { Language } from "./language";

/** What stands around the sentence in the banner of authority. */
export const AUTHORITY = catalogue({
  en: {
    title: "Authority",
    open: "Open the sign-off page",
    see: "See the sign-off page",
    recorded: (kind: string) => `${kind} recorded`,
    entry: (index: number) => `ledger entry ${index}`,
    revisit: "look again",
  },
  vi: {
    title: "Thẩm quyền",
    open: "Mở trang ký duyệt",
    see: "Xem trang ký duyệt",
    recorded: (kind: string) => `${kind} được ghi nhận`,
    entry: (index: number) => `mục ${index} của sổ cái`,
    revisit: "xem lại",
  },
});

const SENTENCES = catalogue({
  en: {
    nobody: "Nobody has decided.",
    awaiting: (who: string) =>
      `${who} authorized this. Two Owners are needed: a second one has not decided yet.`,
    authorized: (who: string, until: string | null, scope: string) =>
      `${who} authorized${until === null ? "" : ` until ${until}`}: ${scope}`,
    held: (who: string, reason: string) => `${who} decided HOLD: ${reason}`,
    superseded: (who: string) =>
      `The evidence or the verdict is newer than the decision of ${who}. It no longer counts.`,
    expired: (who: string, on: string | null) =>
      `The authorization by ${who} has expired${on === null ? "" : ` on ${on}`}.`,
    revoked: (who: string, reason: string) => `${who} revoked the authorization: ${reason}`,
  },
  vi: {
    nobody: "Chưa ai quyết định.",
    awaiting: (who: string) => `${who} đã cho phép. Cần hai Owner: người thứ hai chưa quyết định.`,
    authorized: (who: string, until: string | null, scope: string) =>
      `${who} đã cho phép${until === null ? "" : ` đến ${until}`}: ${scope}`,
    held: (who: string, reason: string) => `${who} đã quyết định HOLD: ${reason}`,
    superseded: (who: string) =>
      `Bằng chứng hoặc phán quyết mới hơn quyết định của ${who}. Quyết định đó không còn hiệu lực.`,
    expired: (who: string, on: string | null) =>
      `Sự cho phép của ${who} đã hết hạn${on === null ? "" : ` ngày ${on}`}.`,
    revoked: (who: string, reason: string) => `${who} đã thu hồi sự cho phép: ${reason}`,
  },
});

/** State, basis and one sentence about authority. It never mentions the engineering verdict. */
export function authorityWords(
  authority: Authority,
  language: Language = "en",
): {
  state: "HOLD" | "AUTHORIZED";
  basis: string;
  sentence: string;
} {
  return {
    state: authority.state,
    basis: basisWords(language)[basisOf(authority)].name,
    sentence: sentenceOf(authority, language),
  };
}

function sentenceOf(authority: Authority, language: Language): string {
  const say = SENTENCES[language];
  if (authority.basis === "default")
    return authority.awaiting ? say.awaiting(authority.awaiting.decidedBy) : say.nobody;
  const { decidedBy, expiresAt, scope, reason } = authority.decision;
  const until = expiresAt === null ? null : expiresAt.slice(0, 10);
  if (authority.state === "AUTHORIZED") return say.authorized(decidedBy, until, scope ?? "");
  switch (authority.basis) {
    case "recorded":
      return say.held(decidedBy, reason);
    case "superseded":
      return say.superseded(decidedBy);
    case "expired":
      return say.expired(decidedBy, until);
    case "revoked":
      return say.revoked(decidedBy, reason);
  }
}
