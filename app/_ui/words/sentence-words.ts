import { countOf, grouped } from "../figures";
import { catalogue } from "./catalogue";

const vi = (n: number) => grouped(n, "vi");

/** The parts of the sentence that an Owner says aloud. */
export const SENTENCE = catalogue({
  en: {
    and: "and",
    changed: "changed",
    inserted: "inserted",
    deleted: "deleted",
    rows: (n: number, what: string) => `${countOf(n, "production row")} ${what}`,
    moreRows: (n: string, what: string) => `${n} ${what}`,
    tables: (n: number) => ` in ${countOf(n, "table")}`,
    fails: (id: string) => `${id} does not hold`,
    failsWithoutRow: (id: string) => `no production row differs, but ${id} does not hold`,
    agrees: "every figure agrees",
    compared: (n: number, born: number) =>
      `${countOf(n, "production row")} compared, none changed${born === 0 ? "" : `, ${countOf(born, "live birth")} explained`}`,
    missing: (phases: string, n: number) =>
      `the ${phases} ${n === 1 ? "capture is" : "captures are"} missing`,
    bracket: (conditions: string) => `the captures do not bracket the pilot (${conditions})`,
    open: (claims: string) => `${claims} could not be established`,
    allPass: (n: number) => `all ${n} claims pass`,
    pass: (n: number, all: number) => `${n} of ${all} pass`,
    fail: (n: number) => `${n} ${n === 1 ? "fails" : "fail"}`,
    none: (n: number) => `${n} ${n === 1 ? "has" : "have"} no evidence`,
    judging: "the evidence is being judged. This page follows it.",
  },
  vi: {
    and: "và",
    changed: "bị thay đổi",
    inserted: "được thêm",
    deleted: "bị xóa",
    rows: (n: number, what: string) => `${vi(n)} dòng production ${what}`,
    moreRows: (n: string, what: string) => `${n} ${what}`,
    tables: (n: number) => ` trong ${vi(n)} bảng`,
    fails: (id: string) => `${id} không đứng vững`,
    failsWithoutRow: (id: string) => `không dòng production nào khác đi, nhưng ${id} không đứng vững`,
    agrees: "mọi con số đều khớp",
    compared: (n: number, born: number) =>
      `đã so sánh ${vi(n)} dòng production, không dòng nào thay đổi${born === 0 ? "" : `, ${vi(born)} bản ghi mới sinh đã được giải thích`}`,
    missing: (phases: string) => `còn thiếu lần chụp ${phases}`,
    bracket: (conditions: string) => `các lần chụp không bao được pilot (${conditions})`,
    open: (claims: string) => `chưa xác lập được ${claims}`,
    allPass: (n: number) => `cả ${n} khẳng định đều PASS`,
    pass: (n: number, all: number) => `${n} trên ${all} PASS`,
    fail: (n: number) => `${n} FAIL`,
    none: (n: number) => `${n} chưa có bằng chứng`,
    judging: "bằng chứng đang được phán xét. Trang này theo dõi việc đó.",
  },
});
