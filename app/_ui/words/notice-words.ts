import { NOTICES, type NoticeKind } from "@/lib/authority/notice";
import type { Language } from "./language";

interface NoticeWords {
  readonly title: string;
  readonly says: string;
}

const NOTICES_VI: Readonly<Record<NoticeKind, NoticeWords>> = {
  "decision.needed": {
    title: "Cần quyết định của bạn",
    says: "Một pilot có phán quyết kỹ thuật PASS trọn vẹn, và chưa ai quyết định.",
  },
  "verdict.changed": {
    title: "Phán quyết đã thay đổi",
    says: "Phán quyết kỹ thuật của một pilot khác với trước.",
  },
  "authorization.expiring": {
    title: "Sự cho phép sắp hết hạn",
    says: "Một sự cho phép kết thúc trong vòng một ngày. Khi đó lượt chạy lại ở HOLD.",
  },
  "authorization.lapsed": {
    title: "Sự cho phép không còn hiệu lực",
    says: "Một sự cho phép đã hết hạn hoặc đã bị thay thế. Lượt chạy ở HOLD.",
  },
};

/** What somebody may be told of, in the language of a page or of the person who is written to. */
export function noticeWords(language: Language): Readonly<Record<NoticeKind, NoticeWords>> {
  return language === "en" ? NOTICES : NOTICES_VI;
}
