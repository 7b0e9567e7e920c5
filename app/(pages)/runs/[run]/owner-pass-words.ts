import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words about the gate under which a run's captures were taken, and of the form that names it. */
export const OWNER_PASS = catalogue({
  en: {
    title: "Owner's pass",
    under: "Taken under",
    weight: "It stands on the run and not in the matrix: it says nothing about what was proven.",
    says: {
      given: (gate: string, _phase: string) => `An Owner had given ${gate} before every capture began.`,
      "no-gate": () => "The run names no gate under which its captures were taken.",
      "not-captured": (gate: string) => `Nothing was captured under ${gate} yet.`,
      "not-given": (gate: string, phase: string) =>
        `No Owner had given ${gate} when the ${phase} capture began.`,
    },
    name: {
      open: "Name the gate",
      under: "Captures were taken under",
      record: "Record it",
    },
  },
  vi: {
    title: "Lượt cho phép của Owner",
    under: "Chụp theo",
    weight:
      "Điều này đứng trên lượt chạy chứ không nằm trong ma trận: nó không nói gì về điều đã chứng minh.",
    says: {
      given: (gate: string) => `Một Owner đã chấp thuận ${gate} trước khi mọi lần chụp bắt đầu.`,
      "no-gate": () => "Lượt chạy không nêu cổng nào mà các lần chụp của nó đã dựa vào.",
      "not-captured": (gate: string) => `Chưa có lần chụp nào theo ${gate}.`,
      "not-given": (gate: string, phase: string) =>
        `Chưa Owner nào chấp thuận ${gate} khi lần chụp ${phase} bắt đầu.`,
    },
    name: {
      open: "Nêu tên cổng",
      under: "Các lần chụp được thực hiện theo",
      record: "Ghi nhận",
    },
  },
});

export type OwnerPassWords = Words<typeof OWNER_PASS>;
