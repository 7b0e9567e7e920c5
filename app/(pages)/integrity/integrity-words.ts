import { countOf, grouped } from "@/app/_ui/figures";
import { catalogue } from "@/app/_ui/words/catalogue";
import { FSCK_STAGES, type FsckOutcome, type FsckStage } from "@/db/fsck/report";

const n = (figure: number) => grouped(figure, "vi");

/** Words of the check of everything that is stored. What a check finds is kept as it was found. */
export const INTEGRITY = catalogue({
  en: {
    title: "Integrity",
    lead: "Re-hashes and recomputes everything that is stored, and holds it against the signed ledger.",
    start: "Check everything",
    busy: "Checking",
    nothing: "Nothing was checked since this server started.",
    machine: "On the machine itself the command line does the same, and takes checkpoints that you kept.",
    commands: "commands for the terminal",
    checking: "Checking …",
    failed: (why: string) => `The check did not come to an end: ${why}`,
    asked: (who: string) => `asked for by ${who}`,
    ended: (seconds: number) => `ended after ${grouped(seconds)} s`,
    what: "What was checked",
    stage: "What",
    checked: "Checked",
    now: "now",
    stages: FSCK_STAGES as Readonly<Record<FsckStage, string>>,
    outcomes: {
      sound: { word: "SOUND", says: "Everything was checked and agrees." },
      incomplete: {
        word: "INCOMPLETE",
        says: "Nothing disagrees, and not everything could be checked.",
      },
      broken: {
        word: "BROKEN",
        says: "What is stored was altered or damaged. Keep a copy of everything before you change anything.",
      },
    } as Readonly<Record<FsckOutcome, { readonly word: string; readonly says: string }>>,
    wrong: {
      title: "Wrong",
      none: "Nothing.",
      soFar: "Nothing so far.",
    },
    unchecked: {
      title: "Could not be checked",
      none: "Nothing: all of it was.",
      soFar: "Nothing so far.",
    },
    findings: (count: number) => countOf(count, "finding"),
    more: (count: number) => `and ${grouped(count)} more`,
    verbatim: "",
  },
  vi: {
    title: "Toàn vẹn",
    lead: "Băm lại và tính lại mọi thứ đang lưu, rồi đối chiếu với sổ cái đã ký.",
    start: "Kiểm tra tất cả",
    busy: "Đang kiểm tra",
    nothing: "Chưa kiểm tra gì kể từ khi máy chủ này khởi động.",
    machine: "Trên chính máy chủ, dòng lệnh làm đúng việc đó, và nhận các điểm kiểm mà bạn đã giữ.",
    commands: "các lệnh trên máy chủ",
    checking: "Đang kiểm tra …",
    failed: (why: string) => `Lần kiểm tra không đi đến cùng: ${why}`,
    asked: (who: string) => `theo yêu cầu của ${who}`,
    ended: (seconds: number) => `kết thúc sau ${n(seconds)} giây`,
    what: "Những gì đã kiểm tra",
    stage: "Điều gì",
    checked: "Đã kiểm",
    now: "đang kiểm",
    stages: {
      entries: "Các mục: băm, chuỗi, cây Merkle, khóa ký và điểm kiểm",
      projections: "Bản ghi đối chiếu với mục của chúng",
      content: "Các trang và khối được băm lại",
      evidence: "Bằng chứng: manifest, cùng mọi số đếm và checksum được tính lại",
      verdicts: "Phán quyết được tính lại",
      decisions: "Quyết định: chúng gắn với gì, và Owner của chúng có quyền quyết định không",
    },
    outcomes: {
      sound: { word: "NGUYÊN VẸN", says: "Mọi thứ đã được kiểm tra và đều khớp." },
      incomplete: {
        word: "CHƯA TRỌN VẸN",
        says: "Không có gì mâu thuẫn, nhưng không phải mọi thứ đều kiểm tra được.",
      },
      broken: {
        word: "BỊ PHÁ VỠ",
        says: "Những gì đang lưu đã bị sửa hoặc hư hỏng. Hãy giữ một bản sao của tất cả trước khi bạn thay đổi bất cứ điều gì.",
      },
    },
    wrong: {
      title: "Sai",
      none: "Không có gì.",
      soFar: "Đến giờ chưa có gì.",
    },
    unchecked: {
      title: "Không kiểm tra được",
      none: "Không có gì: mọi thứ đều đã được kiểm.",
      soFar: "Đến giờ chưa có gì.",
    },
    findings: (count: number) => `${n(count)} điều tìm thấy`,
    more: (count: number) => `và ${n(count)} điều nữa`,
    verbatim: "Điều tìm thấy được giữ nguyên văn như lệnh kiểm tra ghi ra, bằng tiếng Anh.",
  },
});
