import { BLOCKS, type Block } from "@/lib/authority/eligibility";
import type { Language } from "./language";

/** Why a decision is refused, and what would help. */
export interface BlockWords {
  readonly says: string;
  readonly cure: string;
}

const VI: Readonly<Record<Block, BlockWords>> = {
  "not-owner": { says: "Chỉ Owner mới quyết định.", cure: "Hãy nhờ một Owner." },
  "api-key": { says: "Khóa API không bao giờ được ký duyệt.", cure: "Hãy đăng nhập với tài khoản Owner." },
  contributor: {
    says: "Bạn đã cung cấp bằng chứng cho lượt chạy này nên không thể cho phép nó.",
    cure: "Owner khác quyết định.",
  },
  "not-judged": {
    says: "Chưa có phán quyết cho bằng chứng hiện có.",
    cure: "Hãy đợi đến khi lượt chạy được phán xét.",
  },
  "not-pass": {
    says: "Phán quyết kỹ thuật không phải PASS trọn vẹn.",
    cure: "Hãy làm lại pilot, hoặc bổ sung bằng chứng còn thiếu.",
  },
  "digest-moved": {
    says: "Ma trận không còn là ma trận đã hiện trên màn hình.",
    cure: "Hãy đọc ma trận mới rồi quyết định.",
  },
  "caveat-unacknowledged": {
    says: "Có lưu ý chưa được xác nhận theo tên.",
    cure: "Hãy đọc và xác nhận từng lưu ý.",
  },
  "blocker-unacknowledged": {
    says: "Có vướng mắc còn mở chưa được xác nhận theo tên.",
    cure: "Hãy đọc và xác nhận từng vướng mắc còn mở.",
  },
  "no-scope": { says: "AUTHORIZE cần một phạm vi.", cure: "Hãy nêu điều gì được phép." },
  "no-reason": { says: "Một quyết định cần có lý do.", cure: "Hãy viết vì sao." },
  "bad-expiry": {
    says: "AUTHORIZE cần một hạn trong tương lai, tối đa 90 ngày.",
    cure: "Hãy chọn một ngày.",
  },
  "factor-needed": {
    says: "AUTHORIZE cần yếu tố thứ hai, mà ở đây chỉ có mật khẩu.",
    cure: "Hãy dùng passkey hoặc mã của ứng dụng xác thực; nếu chưa có, hãy đăng ký trong Cài đặt.",
  },
  "decided-meanwhile": {
    says: "Một quyết định khác đã được ghi nhận từ khi bạn mở trang.",
    cure: "Hãy đọc quyết định đó rồi mới quyết định.",
  },
  "already-authorized": {
    says: "Lượt chạy đã được cho phép rồi.",
    cure: "Nếu muốn điều khác, hãy thu hồi sự cho phép đó trước.",
  },
  "second-owner": {
    says: "Bạn đã cho phép điều này, và cần hai Owner.",
    cure: "Bây giờ đến lượt Owner khác quyết định.",
  },
  "nothing-to-revoke": {
    says: "Không có sự cho phép nào đang có hiệu lực.",
    cure: "Không có gì phải thu hồi.",
  },
};

export function blockWords(language: Language): Readonly<Record<Block, BlockWords>> {
  return language === "en" ? BLOCKS : VI;
}

/** The reason that a refusal names by its code; null for a code that is none of these. */
export function blockNamed(code: string, language: Language): BlockWords | null {
  const words: Readonly<Record<string, BlockWords>> = blockWords(language);
  return Object.hasOwn(words, code) ? (words[code] ?? null) : null;
}
