import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of the register of gates and blockers. */
export const REGISTER = catalogue({
  en: {
    title: "Register",
    lead: "Gates that future work needs, and blockers. No engineering result closes one: only an Owner does, and every change stays in the history.",
    gates: {
      title: "Gates",
      count: (open: number, all: number) =>
        open === 0
          ? `All ${all} are given.`
          : `${open} of ${all} not given. A run names the gate under which its captures were taken.`,
    },
    blockers: {
      title: "Blockers",
      count: (open: number, all: number) =>
        open === 0
          ? `None of ${all} is open. There is none to acknowledge at AUTHORIZE.`
          : `${open} of ${all} open. An Owner acknowledges each open one at AUTHORIZE.`,
    },
    code: "Code",
    what: "What",
    state: "State",
    means: {
      gate: { OPEN: "not given", CLOSED: "given" },
      blocker: { OPEN: "not settled", CLOSED: "settled" },
    },
    owner: "Owner",
    nobody: "nobody",
    since: "Since",
    states: (n: number) => `${n} states so far`,
    by: (who: string | null, entry: number) => `by ${who ?? "the product"}, entry ${entry}:`,
    form: {
      verbs: {
        gate: { CLOSED: "Give", OPEN: "Take back" },
        blocker: { CLOSED: "Close", OPEN: "Reopen" },
      },
      why: "Why {code} is {state}: {means}",
      evidence: "Evidence: an address (optional)",
      owner: "Owner: who answers for it",
      record: "Record {state}",
    },
  },
  vi: {
    title: "Sổ đăng ký",
    lead: "Các cổng mà công việc sắp tới cần đến, và các vướng mắc. Không kết quả kỹ thuật nào khép lại được chúng: chỉ Owner mới làm được, và mọi thay đổi đều nằm lại trong lịch sử.",
    gates: {
      title: "Cổng",
      count: (open: number, all: number) =>
        open === 0
          ? `Cả ${all} cổng đều đã được chấp thuận.`
          : `${open} trên ${all} chưa được chấp thuận. Mỗi lượt chạy nêu cổng mà các lần chụp của nó dựa vào.`,
    },
    blockers: {
      title: "Vướng mắc",
      count: (open: number, all: number) =>
        open === 0
          ? `Không vướng mắc nào trong ${all} còn mở. Khi AUTHORIZE không phải xác nhận vướng mắc nào.`
          : `${open} trên ${all} còn mở. Khi AUTHORIZE, Owner xác nhận từng vướng mắc còn mở.`,
    },
    code: "Mã",
    what: "Nội dung",
    state: "Trạng thái",
    means: {
      gate: { OPEN: "chưa chấp thuận", CLOSED: "đã chấp thuận" },
      blocker: { OPEN: "chưa giải quyết", CLOSED: "đã giải quyết" },
    },
    owner: "Phụ trách",
    nobody: "không có ai",
    since: "Từ lúc",
    states: (n: number) => `${n} trạng thái cho đến nay`,
    by: (who: string | null, entry: number) => `bởi ${who ?? "sản phẩm"}, mục ${entry}:`,
    form: {
      verbs: {
        gate: { CLOSED: "Chấp thuận", OPEN: "Rút lại" },
        blocker: { CLOSED: "Khép lại", OPEN: "Mở lại" },
      },
      why: "Vì sao {code} là {state}: {means}",
      evidence: "Căn cứ: một địa chỉ (không bắt buộc)",
      owner: "Người phụ trách",
      record: "Ghi nhận {state}",
    },
  },
});

export type RegisterWords = Words<typeof REGISTER>;
