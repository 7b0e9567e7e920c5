import type { ClaimId } from "./catalog";
import type { FailOpenCode } from "./fail-open";

interface ClaimWords {
  readonly title: string;
  readonly proven: string;
}

interface FailOpenWords {
  readonly name: string;
  readonly says: string;
}

/**
 * The catalogues of claims and F-OPEN codes in Vietnamese, for whatever shows them: the screens and the page that a
 * bundle verifies itself in. Codes and verdicts are never translated.
 */
export const CLAIMS_VI: Readonly<Record<ClaimId, ClaimWords>> = {
  "NT-1": {
    title: "inspect_* trên production không đổi",
    proven: "Không dòng production nào được thêm, mất hay đổi dấu kiểm tra.",
  },
  "NT-2": {
    title: "certified trên production không đổi",
    proven: "Không dòng production nào được chứng nhận, và không dòng nào mất chứng nhận.",
  },
  "NT-3": {
    title: "Các trường canonical không đổi",
    proven: "Địa chỉ, chủ sở hữu, hồ sơ và trạng thái của mọi dòng production vẫn như cũ.",
  },
  "NT-4": {
    title: "Không tạo định danh mới",
    proven: "Pilot không tạo ra định danh production nào.",
  },
  "NT-5": {
    title: "Không ghi vào đồ thị tri thức",
    proven: "Không cạnh, bản ghi provenance hay quarantine nào được ghi.",
  },
  "NT-6": {
    title: "Staging không kích hoạt chứng nhận",
    proven:
      "Không ứng viên staging nào với tới được bộ chứng nhận B4 của production, và vai trò của pilot không thể ghi vào production.",
  },
  "NT-7": {
    title: "Cô lập trọn vẹn sau khi dỡ bỏ",
    proven: "Bề mặt staging không để lại gì, và production giống hệt như trước.",
  },
  "NT-8": {
    title: "Không có PASS im lặng",
    proven:
      "Mọi con số đều dựa trên bằng chứng đã được đọc lại, và bộ phán xét đã được chứng tỏ là biết FAIL.",
  },
};

export const FAIL_OPEN_VI: Readonly<Record<FailOpenCode, FailOpenWords>> = {
  "F-OPEN-1": { name: "dấu ma", says: "Một dấu kiểm tra xuất hiện hoặc thay đổi trên một dòng production." },
  "F-OPEN-2": {
    name: "chứng nhận không chính đáng",
    says: "Một dòng production được chứng nhận, hoặc mất chứng nhận, trong khoảng bao.",
  },
  "F-OPEN-3": {
    name: "rò rỉ canonical",
    says: "Một trường canonical của một dòng production thay đổi, hoặc dòng đó không còn.",
  },
  "F-OPEN-4": {
    name: "lối tắt gộp",
    says: "Một ứng viên staging mang mọi dấu cùng một thời điểm: các khâu không được kiểm riêng.",
  },
  "F-OPEN-5": {
    name: "lượt chạy không ai quản",
    says: "Các lần chụp của lượt chạy này không có lượt cho phép nào của Owner được ghi lại.",
  },
  "F-OPEN-6": {
    name: "nhầm lẫn thẩm quyền",
    says: "Một cuộc kiểm tra bị coi là phê duyệt. Được ngăn từ thiết kế: phán quyết và thẩm quyền không bao giờ chung một trường.",
  },
  "F-OPEN-7": {
    name: "sai thứ tự",
    says: "Một ứng viên staging mang dấu của khâu sau trong khi khâu trước còn trống.",
  },
  "F-OPEN-8": {
    name: "rò rỉ vào production",
    says: "Một phần của bề mặt staging đã tới production, hoặc có đường tới đó.",
  },
  "F-OPEN-9": { name: "tàn dư sau dỡ bỏ", says: "Một phần của bề mặt staging vẫn còn sau khi dỡ bỏ." },
  "F-OPEN-10": {
    name: "PASS im lặng",
    says: "Một PASS được báo mà không có các con số làm căn cứ.",
  },
};
