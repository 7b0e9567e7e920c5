import { SSO_FAULTS, type SsoFault } from "@/app/_server/identity/sso";
import type { Language } from "@/app/_ui/words/language";

/** Why a single sign-on led nowhere. */
export const SSO_WORDS: Readonly<Record<Language, Readonly<Record<SsoFault, string>>>> = {
  en: SSO_FAULTS,
  vi: {
    unreachable: "Nhà cung cấp danh tính không trả lời. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.",
    "not-begun":
      "Lần đăng nhập này không bắt đầu trong trình duyệt này, hoặc đã kéo dài quá lâu. Hãy bắt đầu lại.",
    refused: "Nhà cung cấp danh tính không xác nhận bạn là ai.",
    "no-role":
      "Nhà cung cấp danh tính không trao cho bạn vai trò nào ở đây. Hãy hỏi người quản lý các nhóm của nó.",
    disabled: "Tài khoản của bạn đã bị tắt. Hãy hỏi một Quản trị viên.",
    "name-taken":
      "Tên của bạn ở nhà cung cấp danh tính thuộc về một tài khoản khác ở đây. Hãy hỏi một Quản trị viên.",
  },
};
