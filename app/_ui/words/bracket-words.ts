import type { BracketId } from "@/lib/claims/facts";
import type { Language } from "./language";

/** What each condition of the bracket asks for, and what it rules out. */
const EN: Readonly<Record<BracketId, string>> = {
  "same-run":
    "All evidence names this run, and looked at the surface and the role that the profile names for it. Evidence of another pilot says nothing about this one.",
  "same-profile":
    "All evidence was captured with one profile, by its digest. Two profiles could look at different tables.",
  "same-database":
    "All evidence comes from one database, by system identifier and oid. Two databases cannot be compared.",
  primary: "No capture came from a standby. A standby may lag behind what was already written.",
  "sees-every-row":
    "The capturing role saw every row and could write nothing. Hidden rows would be missing on both sides and look equal.",
  "one-snapshot":
    "Each capture read one consistent snapshot. Otherwise rows could be seen twice, or not at all.",
  order:
    "The database's clock and its write-ahead log agree on before, staging, after. Captures that overlap do not enclose the pilot.",
  "tables-covered":
    "The tables captured are the tables that the profile names. A table that was left out was not proven to be untouched.",
  "same-columns":
    "Every table has the same key, columns, types and collations on both sides. Otherwise its rows cannot be compared byte by byte.",
};

const VI: Readonly<Record<BracketId, string>> = {
  "same-run":
    "Mọi bằng chứng đều ghi đúng lượt chạy này, và đã nhìn vào bề mặt cùng vai trò mà profile nêu cho nó. Bằng chứng của pilot khác không nói gì về pilot này.",
  "same-profile":
    "Mọi bằng chứng được chụp với cùng một profile, theo digest. Hai profile có thể nhìn vào những bảng khác nhau.",
  "same-database":
    "Mọi bằng chứng đến từ cùng một cơ sở dữ liệu, theo định danh hệ thống và oid. Hai cơ sở dữ liệu thì không so sánh được.",
  primary: "Không lần chụp nào đến từ standby. Một standby có thể chậm hơn những gì đã được ghi.",
  "sees-every-row":
    "Vai trò chụp thấy mọi dòng và không thể ghi gì. Dòng bị ẩn sẽ thiếu ở cả hai phía và trông như bằng nhau.",
  "one-snapshot":
    "Mỗi lần chụp đọc đúng một ảnh chụp nhất quán. Nếu không, có dòng bị thấy hai lần hoặc không được thấy.",
  order:
    "Đồng hồ và nhật ký ghi trước của cơ sở dữ liệu thống nhất rằng before, staging, after nối tiếp nhau. Các lần chụp chồng lên nhau thì không bao được pilot.",
  "tables-covered":
    "Các bảng đã chụp là các bảng mà profile nêu. Bảng bị bỏ ra thì chưa được chứng minh là không bị chạm.",
  "same-columns":
    "Mỗi bảng có cùng khóa, cột, kiểu và collation ở cả hai phía. Nếu không thì không thể so sánh dòng theo từng byte.",
};

export function bracketWords(language: Language): Readonly<Record<BracketId, string>> {
  return language === "en" ? EN : VI;
}

/** Caveats by their code; the two F-OPEN codes among them are explained in their own catalogue. */
export const CAVEAT_CODES = [
  "live-births",
  "edge-births",
  "write-counters",
  "staging-counts",
  "excluded",
  "unwatched",
  "report-without-figures",
  "report-incomplete",
] as const;
type CaveatCode = (typeof CAVEAT_CODES)[number];

const CAVEATS: Readonly<Record<Language, Readonly<Record<CaveatCode, string>>>> = {
  en: {
    "live-births":
      "Rows that production bore while the pilot ran, each one explained: a newborn's shape, no staging key, and a pilot's role that could not have written it. They are listed in the row diff.",
    "edge-births":
      "Inserts that were counted while before or after was being captured, on a table where live births are tolerated. Births of that moment look so, and so does an insert that was rolled back.",
    "write-counters":
      "The write counters moved by more than the row diff explains, or cannot be relied on, and the profile accepts that. Unchanged is proven, untouched is not.",
    "staging-counts":
      "The figures that the staging evidence gives about itself do not add up. They are the pilot's own and no claim rests on them.",
    excluded: "The profile leaves a table out and says why. Nothing is proven about it.",
    unwatched:
      "Something outside the schemas that the profile watches looks as if it belonged to the proof. Nothing is proven about it.",
    "report-without-figures":
      "The imported report says PASS of a claim without a figure of both sides. It agrees with this matrix, and only this matrix carries the numbers.",
    "report-incomplete":
      "The imported report says nothing of some claims. What stands on those is this matrix alone.",
  },
  vi: {
    "live-births":
      "Các dòng production sinh ra trong lúc pilot chạy, dòng nào cũng được giải thích: có hình dạng mới sinh, không phải khóa staging, và vai trò của pilot không thể đã ghi nó. Chúng được liệt kê trong phần so sánh dòng.",
    "edge-births":
      "Các lần thêm dòng được đếm trong lúc before hoặc after đang được chụp, trên bảng mà bản ghi mới sinh được chấp nhận. Bản ghi mới sinh đúng lúc đó trông như vậy, và một lần thêm rồi bị hủy cũng thế.",
    "write-counters":
      "Bộ đếm ghi của một bảng dịch chuyển nhiều hơn phần so sánh dòng giải thích, và profile chấp nhận điều đó. Đã chứng minh bảng không đổi, chưa chứng minh bảng không bị chạm.",
    "staging-counts":
      "Các con số mà bằng chứng staging tự nêu không cộng khớp. Đó là số của chính pilot và không khẳng định nào dựa vào.",
    excluded: "Profile để một bảng ra ngoài và nêu lý do. Không có gì được chứng minh về bảng đó.",
    unwatched:
      "Có thứ nằm ngoài các schema mà profile theo dõi nhưng trông như thuộc về phần chứng minh. Không có gì được chứng minh về nó.",
    "report-without-figures":
      "Báo cáo được nhập nói PASS về một khẳng định mà không có con số của cả hai phía. Nó khớp với ma trận này, nhưng chỉ ma trận này mang các con số.",
    "report-incomplete":
      "Báo cáo được nhập không nói gì về một số khẳng định. Với những khẳng định đó chỉ có ma trận này làm căn cứ.",
  },
};

export function caveatWords(language: Language): Readonly<Record<CaveatCode, string>> {
  return CAVEATS[language];
}

export function isCaveatCode(code: string): code is CaveatCode {
  return (CAVEAT_CODES as readonly string[]).includes(code);
}
