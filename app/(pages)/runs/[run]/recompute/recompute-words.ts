import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of judging a claim again in the browser. All of them are sent there and are plain text. */
export const RECOMPUTE = catalogue({
  en: {
    label: "Recompute {claim}",
    here: "Recompute here",
    rows: "Recompute and re-read every row",
    idle: "in this browser, from the stored evidence",
    busy: "judging: {pieces} pieces, {size} read and re-hashed",
    unloaded: "the evaluator could not be loaded",
    impossible: "Not recomputed: nothing is known about whether it agrees.",
    differs:
      "{claim} does not come out as the server says. Do not rely on this run; tell whoever keeps the server.",
    sideHere: "here",
    sideThere: "the server",
    checks: "Not the same: {checks}.",
    whole: "This claim is the same, and the matrix as a whole is not.",
    matrixHere: "Matrix here",
    matrixThere: "at the server",
    digestHere: "matrix digest computed here",
    digestThere: "matrix digest of the server",
    copy: "Copy",
    agrees: "It agrees:",
    agreesIn: "with the same checks ({checks}) and figures, in {took} ms",
    basis:
      "From {pieces} pages and chunks ({size}) and {manifests} manifests, each re-hashed here{reread}; {waited} ms of waiting for the server. The whole matrix came out as",
    reread: "; {rows} rows re-read and counted",
  },
  vi: {
    label: "Tính lại {claim}",
    here: "Tính lại tại đây",
    rows: "Tính lại và đọc lại từng dòng",
    idle: "trong trình duyệt này, từ bằng chứng đã lưu",
    busy: "đang phán xét: đã đọc và băm lại {pieces} mảnh, {size}",
    unloaded: "không nạp được bộ đánh giá",
    impossible: "Chưa tính lại được: không biết nó có khớp hay không.",
    differs:
      "{claim} tính ra không như máy chủ nói. Đừng dựa vào lượt chạy này; hãy báo cho người giữ máy chủ.",
    sideHere: "tại đây",
    sideThere: "máy chủ",
    checks: "Không giống nhau: {checks}.",
    whole: "Khẳng định này giống nhau, nhưng ma trận nói chung thì không.",
    matrixHere: "Ma trận tại đây",
    matrixThere: "ở máy chủ",
    digestHere: "digest của ma trận tính tại đây",
    digestThere: "digest của ma trận ở máy chủ",
    copy: "Sao chép",
    agrees: "Nó khớp:",
    agreesIn: "với đúng các phép kiểm ({checks}) và con số đó, trong {took} ms",
    basis:
      "Từ {pieces} trang và khối ({size}) và {manifests} manifest, tất cả được băm lại tại đây{reread}; {waited} ms chờ máy chủ. Cả ma trận tính ra là",
    reread: "; {rows} dòng được đọc lại và đếm",
  },
});

export type RecomputeWords = Words<typeof RECOMPUTE>;
