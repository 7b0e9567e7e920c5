import { countOf, grouped } from "@/app/_ui/figures";
import { catalogue, type Words } from "@/app/_ui/words/catalogue";

const n = (figure: number) => grouped(figure, "vi");

/** Words of the row diff. */
export const DIFF = catalogue({
  en: {
    title: "Row diff",
    of: (run: string) => `Row diff of ${run}`,
    uncompared: "Nothing was compared",
    summary: (changed: number, inserted: number, deleted: number, compared: number) =>
      `${grouped(changed)} changed, ${grouped(inserted)} inserted, ${grouped(deleted)} deleted; ${grouped(compared)} compared`,
    broken: {
      title: "These captures do not bracket the pilot.",
      says: "Their rows were held against each other, and no claim rests on it:",
    },
    nothing: {
      title: "Nothing was compared.",
      says: "Rows are compared once the captures before and after are both here and hold the same tables with the same columns. This says nothing about production.",
    },
    equal: {
      title: (compared: number) => `0 differences of ${countOf(compared, "row")} compared.`,
      says: "Every row has the same bytes before and after, in each table that both captures hold with the same columns.",
    },
    noMatch: "No row matches this filter.",
    noMore: "There are no rows behind this one.",
    inAll: (all: number) => `${countOf(all, "row differs", "rows differ")} in all.`,
    showAll: "Show all of them",
    exportAs: (format: string) => `Export ${format}`,
    filters: "Filters",
    partOfKey: "Part of a key",
    find: "Find",
    facets: {
      kind: "Kind",
      claim: "Claim",
      table: "Table",
      explained: "Live births",
      column: "Column",
      yes: "explained births",
      no: "everything else",
      remove: "(remove this filter)",
    },
    match: (total: number, all: number) => `${countOf(total, "row")} of ${grouped(all)} match`,
    differing: (total: number) => countOf(total, "differing row"),
    shown: (first: number, last: number) => `, ${grouped(first)} to ${grouped(last)} shown`,
    continued: ", continued",
    keys: "Keys: n next row, ] next table, y link to a cell",
    rows: "Differing rows",
    pages: "Pages",
    first: "First rows",
    previous: "Previous rows",
    next: "Next rows",
    strip: {
      says: (total: number, parts: number, all: number) =>
        `${countOf(total, "difference")} in ${grouped(parts)} of ${all} parts`,
      most: (part: number, count: number) => `, most in part ${part} (${grouped(count)})`,
      part: (part: number, changed: number, inserted: number, deleted: number) =>
        `part ${part}: ${grouped(changed)} changed, ${grouped(inserted)} inserted, ${grouped(deleted)} deleted`,
      firstKey: "first key",
      lastKey: "last key",
      slider: (table: string) => `Part of the key space of ${table}`,
      go: "Go there",
    },
    link: {
      absent: (column: string) => `The row has no column ${column}.`,
      equal: "The linked row is not among the rows that differ.",
      notFound: (table: string) => `of ${table} was not found in the diff of the verdict in force.`,
      history: "Its history over all runs",
      moved: "The link is from an earlier verdict.",
      movedSays: (run: string) =>
        `Its row has no key, and ${run} was judged again since: which row was meant cannot be told.`,
    },
  },
  vi: {
    title: "So sánh dòng",
    of: (run: string) => `So sánh dòng của ${run}`,
    uncompared: "Chưa so sánh được gì",
    summary: (changed: number, inserted: number, deleted: number, compared: number) =>
      `${n(changed)} thay đổi, ${n(inserted)} thêm mới, ${n(deleted)} bị xóa; đã so sánh ${n(compared)}`,
    broken: {
      title: "Các lần chụp này không bao được pilot.",
      says: "Các dòng đã được đối chiếu, nhưng không khẳng định nào dựa vào đó:",
    },
    nothing: {
      title: "Chưa so sánh được gì.",
      says: "Các dòng được so sánh khi đã có cả hai lần chụp trước và sau, với cùng các bảng và cùng các cột. Điều này không nói gì về production.",
    },
    equal: {
      title: (compared: number) => `0 khác biệt trên ${n(compared)} dòng đã so sánh.`,
      says: "Mọi dòng có cùng byte trước và sau, trong mỗi bảng mà cả hai lần chụp đều có với cùng các cột.",
    },
    noMatch: "Không dòng nào khớp với bộ lọc này.",
    noMore: "Không còn dòng nào phía sau.",
    inAll: (all: number) => `Tất cả có ${n(all)} dòng khác nhau.`,
    showAll: "Hiện tất cả",
    exportAs: (format: string) => `Xuất ${format}`,
    filters: "Bộ lọc",
    partOfKey: "Một phần của khóa",
    find: "Tìm",
    facets: {
      kind: "Loại",
      claim: "Khẳng định",
      table: "Bảng",
      explained: "Bản ghi mới sinh",
      column: "Cột",
      yes: "đã giải thích",
      no: "mọi dòng khác",
      remove: "(bỏ bộ lọc này)",
    },
    match: (total: number, all: number) => `${n(total)} trên ${n(all)} dòng khớp`,
    differing: (total: number) => `${n(total)} dòng khác nhau`,
    shown: (first: number, last: number) => `, đang hiện ${n(first)} đến ${n(last)}`,
    continued: ", tiếp theo",
    keys: "Phím: n dòng kế tiếp, ] bảng kế tiếp, y liên kết tới một ô",
    rows: "Các dòng khác nhau",
    pages: "Trang",
    first: "Các dòng đầu",
    previous: "Các dòng trước",
    next: "Các dòng sau",
    strip: {
      says: (total: number, parts: number, all: number) =>
        `${n(total)} khác biệt trong ${n(parts)} trên ${all} phần`,
      most: (part: number, count: number) => `, nhiều nhất ở phần ${part} (${n(count)})`,
      part: (part: number, changed: number, inserted: number, deleted: number) =>
        `phần ${part}: ${n(changed)} thay đổi, ${n(inserted)} thêm mới, ${n(deleted)} bị xóa`,
      firstKey: "khóa đầu",
      lastKey: "khóa cuối",
      slider: (table: string) => `Phần trong không gian khóa của ${table}`,
      go: "Đến đó",
    },
    link: {
      absent: (column: string) => `Dòng này không có cột ${column}.`,
      equal: "Dòng được liên kết không nằm trong các dòng khác nhau.",
      notFound: (table: string) => `của ${table} không có trong phần so sánh của phán quyết đang hiệu lực.`,
      history: "Lịch sử của nó qua mọi lượt chạy",
      moved: "Liên kết này thuộc một phán quyết cũ.",
      movedSays: (run: string) =>
        `Dòng của nó không có khóa, và ${run} đã được phán xét lại từ đó: không thể biết là dòng nào.`,
    },
  },
});

export type DiffWords = Words<typeof DIFF>;
