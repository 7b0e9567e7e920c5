import { countOf, grouped } from "@/app/_ui/figures";
import { catalogue, type Words } from "@/app/_ui/words/catalogue";

const n = (figure: number) => grouped(figure, "vi");

/** Words of the history of one production row. */
export const HISTORY = catalogue({
  en: {
    title: "History of a row",
    lead: "In which runs did this production row differ between the captures before and after?",
    unknown: (table: string) => `No recorded evidence holds a table ${table}. `,
    undone:
      "A change that was undone before the later capture shows in no row, only in the write counters that NT-7 judges.",
    newest: (count: number) => `The newest ${grouped(count)} of them are shown.`,
    equal: (count: number) => `Not different in ${countOf(count, "run")} that compared its table.`,
    silent: (count: number) =>
      `Nothing is known from ${countOf(count, "run")} that did not compare its table.`,
    never: "No run has compared this table.",
    differed: (touched: number, compared: number) =>
      `It differed in ${touched === 0 ? "none" : grouped(touched)} of ${countOf(compared, "run")} that compared its table.`,
    more: (count: number) => `and ${grouped(count)} more`,
    noTables: "No evidence is recorded yet: there is no table to look in.",
    table: "Table",
    choose: "Choose",
    look: "Look it up",
    run: (slug: string) => `Run ${slug}`,
    created: "created",
    diff: "In the row diff",
    rowIn: (slug: string) => `The row in ${slug}`,
  },
  vi: {
    title: "Lịch sử của một dòng",
    lead: "Dòng production này từng khác đi giữa lần chụp trước và sau trong những lượt chạy nào?",
    unknown: (table: string) => `Không bằng chứng nào đã ghi có bảng ${table}. `,
    undone:
      "Một thay đổi được trả lại trước lần chụp sau không lộ ra ở dòng nào, chỉ ở bộ đếm ghi mà NT-7 phán xét.",
    newest: (count: number) => `Đang hiện ${n(count)} lần mới nhất.`,
    equal: (count: number) => `Không khác trong ${n(count)} lượt chạy có so sánh bảng này.`,
    silent: (count: number) => `Không biết gì từ ${n(count)} lượt chạy không so sánh bảng này.`,
    never: "Chưa lượt chạy nào so sánh bảng này.",
    differed: (touched: number, compared: number) =>
      touched === 0
        ? `Nó không khác trong lượt nào của ${n(compared)} lượt chạy có so sánh bảng này.`
        : `Nó khác trong ${n(touched)} trên ${n(compared)} lượt chạy có so sánh bảng này.`,
    more: (count: number) => `và ${n(count)} lượt nữa`,
    noTables: "Chưa có bằng chứng nào được ghi: không có bảng nào để tìm.",
    table: "Bảng",
    choose: "Chọn",
    look: "Tra cứu",
    run: (slug: string) => `Lượt chạy ${slug}`,
    created: "tạo lúc",
    diff: "Trong phần so sánh dòng",
    rowIn: (slug: string) => `Dòng này trong ${slug}`,
  },
});

export type HistoryWords = Words<typeof HISTORY>;
