import { grouped } from "../figures";
import { catalogue } from "./catalogue";

const n = (figure: number) => grouped(figure, "vi");

/** Words of changed rows and of the values in them. */
export const ROWS = catalogue({
  en: {
    row: "Row",
    column: "Column",
    before: "Before",
    after: "After",
    kinds: { changed: "changed", inserted: "inserted", deleted: "deleted" },
    none: "No column differs in its text.",
    born: "explained live birth",
    bornSays:
      "A newborn, uncertified row that is no staging key and that the pilot's role could not have written",
    staging: "names staging key",
    twin: (kind: string) =>
      `Possibly the same row under another key: all other columns agree with the ${kind} row`,
    history: "History of this row",
    noKey: "no key",
    key: (i: number) => `key ${i}`,
    differ: (count: number) => `${count} more that differ`,
    unchanged: (count: number) => `${count} unchanged ${count === 1 ? "column" : "columns"}`,
    more: (count: number) => `${count} more ${count === 1 ? "column" : "columns"}`,
    became: "became",
    noRow: "no row",
    noRowSays: "the row is absent on this side",
    empty: "empty",
    emptySays: "empty text",
    blanks: (count: number) => (count === 1 ? "1 blank" : `${grouped(count)} blanks`),
    all: (count: number) => `all ${grouped(count)} characters`,
    first: (shown: number, all: number) =>
      `The first ${grouped(shown)} characters. The export holds all ${grouped(all)}.`,
  },
  vi: {
    row: "Dòng",
    column: "Cột",
    before: "Trước",
    after: "Sau",
    kinds: { changed: "thay đổi", inserted: "thêm mới", deleted: "bị xóa" },
    none: "Không cột nào khác về văn bản.",
    born: "bản ghi mới sinh đã giải thích",
    bornSays:
      "Dòng mới sinh, chưa chứng nhận, không phải khóa staging và vai trò của pilot không thể đã ghi nó",
    staging: "nhắc tới khóa staging",
    twin: (kind: string) => `Có thể là cùng một dòng dưới khóa khác: mọi cột còn lại khớp với dòng ${kind}`,
    history: "Lịch sử của dòng này",
    noKey: "không có khóa",
    key: (i: number) => `khóa ${i}`,
    differ: (count: number) => `thêm ${n(count)} cột khác nhau`,
    unchanged: (count: number) => `${n(count)} cột không đổi`,
    more: (count: number) => `thêm ${n(count)} cột`,
    became: "trở thành",
    noRow: "không có dòng",
    noRowSays: "dòng này không có ở phía này",
    empty: "rỗng",
    emptySays: "văn bản rỗng",
    blanks: (count: number) => `${n(count)} khoảng trắng`,
    all: (count: number) => `cả ${n(count)} ký tự`,
    first: (shown: number, all: number) => `${n(shown)} ký tự đầu. Bản xuất có đủ ${n(all)} ký tự.`,
  },
});
