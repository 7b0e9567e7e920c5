import type { Authority } from "@/lib/authority/authority";
import { PRESENCES, type Presence } from "@/lib/authority/presences";
import { ROLES, type Role } from "@/lib/authority/roles";
import { CLAIMS, type ClaimId, type Verdict } from "@/lib/claims/catalog";
import { CLAIMS_VI, FAIL_OPEN_VI } from "@/lib/claims/catalog-vi";
import { FAIL_OPEN, type FailOpenCode } from "@/lib/claims/fail-open";
import type { Language } from "./language";

/**
 * The product's own catalogues in the language of a page. English is what the catalogue itself says; codes and
 * verdicts are never translated, and neither is a sentence that a recorded matrix holds.
 */
interface ClaimWords {
  readonly title: string;
  readonly proven: string;
}

export function claimWords(language: Language): Readonly<Record<ClaimId, ClaimWords>> {
  return language === "en" ? CLAIMS : CLAIMS_VI;
}

interface FailOpenWords {
  readonly name: string;
  readonly says: string;
}

export function failOpenWords(language: Language): Readonly<Record<FailOpenCode, FailOpenWords>> {
  return language === "en" ? FAIL_OPEN : FAIL_OPEN_VI;
}

const ROLES_VI: Readonly<Record<Role, string>> = {
  owner: "Owner",
  engineer: "Kỹ sư",
  auditor: "Kiểm toán viên",
  administrator: "Quản trị viên",
};

export function roleTitle(role: Role, language: Language): string {
  return language === "en" ? ROLES[role].title : ROLES_VI[role];
}

const VERDICT_SAYS: Readonly<Record<Language, Readonly<Record<Verdict, string>>>> = {
  en: {
    PASS: "Every check was made on evidence from both sides, and every one agrees. That permits nothing by itself.",
    FAIL: "At least one check found something that must not be. The failing check names the rows or objects.",
    NO_EVIDENCE:
      "Something is missing, unreadable or cannot be compared. It is never counted as fine, and it blocks.",
  },
  vi: {
    PASS: "Mọi phép kiểm đều dựa trên bằng chứng của cả hai phía, và đều khớp. Tự nó không cho phép điều gì.",
    FAIL: "Ít nhất một phép kiểm thấy điều không được phép có. Phép kiểm đó nêu rõ dòng hoặc đối tượng nào.",
    NO_EVIDENCE:
      "Có thứ còn thiếu, không đọc được hoặc không so sánh được. Điều đó không bao giờ được coi là ổn, và nó chặn lại.",
  },
};

export function verdictSays(language: Language): Readonly<Record<Verdict, string>> {
  return VERDICT_SAYS[language];
}

export type Basis = Authority["basis"] | "authorized";

export function basisOf(authority: Pick<Authority, "state" | "basis">): Basis {
  return authority.state === "AUTHORIZED" ? "authorized" : authority.basis;
}

const BASIS_WORDS: Readonly<Record<Language, Readonly<Record<Basis, { name: string; says: string }>>>> = {
  en: {
    default: {
      name: "by default",
      says: "Nobody has decided. Every run starts here, whatever its engineering verdict is.",
    },
    recorded: {
      name: "by decision",
      says: "An Owner decided HOLD and wrote why. That is a decision, and looks like one.",
    },
    authorized: {
      name: "by decision",
      says: "An Owner permitted what the scope says, until it expires. It starts nothing by itself.",
    },
    superseded: {
      name: "superseded",
      says: "The evidence or the verdict is newer than the decision. The decision no longer counts.",
    },
    expired: { name: "expired", says: "The authorization has run out. The run is on HOLD again." },
    revoked: {
      name: "revoked",
      says: "An Owner took the authorization back. The run is on HOLD again.",
    },
  },
  vi: {
    default: {
      name: "mặc định",
      says: "Chưa ai quyết định. Mọi lượt chạy đều bắt đầu ở đây, dù phán quyết kỹ thuật là gì.",
    },
    recorded: {
      name: "theo quyết định",
      says: "Một Owner đã quyết định HOLD và ghi rõ lý do. Đó là một quyết định, và trông đúng như vậy.",
    },
    authorized: {
      name: "theo quyết định",
      says: "Một Owner đã cho phép đúng những gì phạm vi nêu, cho đến khi hết hạn. Tự nó không khởi động điều gì.",
    },
    superseded: {
      name: "đã bị thay thế",
      says: "Bằng chứng hoặc phán quyết mới hơn quyết định. Quyết định không còn hiệu lực.",
    },
    expired: { name: "đã hết hạn", says: "Sự cho phép đã hết hạn. Lượt chạy lại ở HOLD." },
    revoked: {
      name: "đã thu hồi",
      says: "Một Owner đã thu hồi sự cho phép. Lượt chạy lại ở HOLD.",
    },
  },
};

export function basisWords(language: Language): Readonly<Record<Basis, { name: string; says: string }>> {
  return BASIS_WORDS[language];
}

const FAIL_OPEN_WEIGHT: Readonly<Record<Language, { readonly yes: string; readonly no: string }>> = {
  en: {
    yes: "It disqualifies the run: no other result makes up for it.",
    no: "It does not stand among a matrix's F-OPEN codes and disqualifies no run by itself.",
  },
  vi: {
    yes: "Nó loại lượt chạy: không kết quả nào khác bù lại được.",
    no: "Nó không nằm trong các mã F-OPEN của ma trận và tự nó không loại lượt chạy nào.",
  },
};

/** An F-OPEN code in two sentences: what was found, and what that means for the run. */
export function failOpenSays(code: FailOpenCode, language: Language): string {
  const weight = FAIL_OPEN_WEIGHT[language];
  return `${failOpenWords(language)[code].says} ${FAIL_OPEN[code].disqualifies ? weight.yes : weight.no}`;
}

const CLAIM_FAILS: Readonly<Record<Language, Readonly<Record<ClaimId, string>>>> = {
  en: {
    "NT-1": "It fails with F-OPEN-1, and with F-OPEN-8 where the row is a staging key.",
    "NT-2": "It fails with F-OPEN-2.",
    "NT-3": "It fails with F-OPEN-3; a deleted row fails here too.",
    "NT-4": "It fails where an insert is not an explained live birth, and with F-OPEN-8 for a staging key.",
    "NT-5": "It fails where one such row differs, and with F-OPEN-8 where the row names a staging key.",
    "NT-6": "It fails with F-OPEN-8, and with F-OPEN-2 where a certification was gained.",
    "NT-7": "It fails with F-OPEN-9 for residue, and with F-OPEN-8 for a change that no other claim names.",
    "NT-8": "It fails with F-OPEN-10.",
  },
  vi: {
    "NT-1": "Nó FAIL với F-OPEN-1, và với F-OPEN-8 nếu dòng đó là khóa staging.",
    "NT-2": "Nó FAIL với F-OPEN-2.",
    "NT-3": "Nó FAIL với F-OPEN-3; dòng bị xóa cũng FAIL ở đây.",
    "NT-4":
      "Nó FAIL khi một dòng được thêm không phải bản ghi mới sinh đã giải thích, và với F-OPEN-8 nếu là khóa staging.",
    "NT-5": "Nó FAIL khi một dòng như vậy khác đi, và với F-OPEN-8 nếu dòng đó nhắc tới khóa staging.",
    "NT-6": "Nó FAIL với F-OPEN-8, và với F-OPEN-2 nếu có thêm chứng nhận.",
    "NT-7":
      "Nó FAIL với F-OPEN-9 nếu còn tàn dư, và với F-OPEN-8 nếu có thay đổi mà không khẳng định nào khác nêu.",
    "NT-8": "Nó FAIL với F-OPEN-10.",
  },
};

/** A claim in two sentences: what is to be proven, and what turns it to FAIL. */
export function claimSays(id: ClaimId, language: Language): string {
  return `${claimWords(language)[id].proven} ${CLAIM_FAILS[language][id]}`;
}

/** How presence was shown at a decision. */
export const PRESENCE_WORDS: Readonly<Record<Language, Readonly<Record<Presence, string>>>> = {
  en: PRESENCES,
  vi: {
    password: "chỉ mật khẩu",
    "password+totp": "mật khẩu và mã dùng một lần",
    passkey: "passkey đã xác minh người dùng",
  },
};

export const REVISIT_DUE: Readonly<Record<Language, string>> = {
  en: "revisit due",
  vi: "đến ngày xem lại",
};
