import { catalogue } from "@/app/_ui/words/catalogue";

/** Words of the sign-off page around its form. */
export const SIGN_OFF = catalogue({
  en: {
    title: "Sign-off",
    titleOf: (run: string) => `Sign-off of ${run}`,
    of: "of",
    starts: "Nothing here starts anything: a decision is recorded, and nothing else happens.",
    proven: {
      title: "What was proven",
      verdict: { PASS: "Proven", FAIL: "Disproven", NO_EVIDENCE: "Not proven" },
    },
    rests: {
      title: "What it rests on",
      evidence: "Captures",
      missing: "missing",
      bracket: "Bracket",
      digest: "Matrix digest",
      undigested: "none: nothing was judged",
      contributors: "Contributed by",
      nobody: "nobody",
    },
    barred: {
      title: "You can read this page. You cannot decide here.",
      role: (role: string) => `You are signed in as ${role}.`,
    },
    pending: {
      title: "There is nothing to decide on yet.",
      says: "The evidence is being judged. This page refreshes itself. Until then the run is on HOLD.",
    },
    /** What would help where the verdict is not a full PASS: to mend something, or to wait for it. */
    notPass: {
      FAIL: "To be mended: see which claims fail; most often the pilot is repeated, as a new run.",
      NO_EVIDENCE: "To be waited for: an Engineer supplies what is missing, and the run is judged again.",
      PASS: "",
    },
    acknowledge: "What an Owner would have to acknowledge",
    earlier: "Decisions so far",
  },
  vi: {
    title: "Ký duyệt",
    titleOf: (run: string) => `Ký duyệt ${run}`,
    of: "cho lượt chạy",
    starts: "Không gì ở đây khởi động điều gì: một quyết định được ghi nhận, ngoài ra không có gì xảy ra.",
    proven: {
      title: "Điều đã được chứng minh",
      verdict: { PASS: "Đã chứng minh", FAIL: "Bị bác bỏ", NO_EVIDENCE: "Chưa chứng minh" },
    },
    rests: {
      title: "Căn cứ",
      evidence: "Các lần chụp",
      missing: "còn thiếu",
      bracket: "Khoảng bao",
      digest: "Digest của ma trận",
      undigested: "không có: chưa phán xét gì",
      contributors: "Người cung cấp",
      nobody: "không có ai",
    },
    barred: {
      title: "Bạn có thể đọc trang này. Bạn không thể quyết định ở đây.",
      role: (role: string) => `Bạn đang đăng nhập với vai trò ${role}.`,
    },
    pending: {
      title: "Chưa có gì để quyết định.",
      says: "Bằng chứng đang được phán xét. Trang này tự làm mới. Cho đến lúc đó lượt chạy ở HOLD.",
    },
    notPass: {
      FAIL: "Cần khắc phục: hãy xem khẳng định nào FAIL; thường phải làm lại pilot thành một lượt chạy mới.",
      NO_EVIDENCE: "Cần đợi: Kỹ sư bổ sung phần còn thiếu, rồi lượt chạy được phán xét lại.",
      PASS: "",
    },
    acknowledge: "Những điều mà Owner sẽ phải xác nhận",
    earlier: "Các quyết định từ trước đến nay",
  },
});
