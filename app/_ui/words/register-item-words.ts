import { INITIAL_REGISTER } from "@/db/authority/register-seed";
import type { RegisterItem } from "@/db/authority/views";
import type { Language } from "./language";

/** What the gates and blockers that come with the product stand for; what an Owner wrote stays as it was written. */
const TITLES_VI: Readonly<Record<string, string>> = {
  "GATE-SNAPSHOT": "Chụp các ảnh chỉ đọc: Owner cho phép một lượt chỉ đọc",
  "GATE-STAGING": "Dựng pilot và staging: Điều 32, S2, kênh và staging",
  "GATE-EVIDENCE": "Tạo bằng chứng NT: Điều 32",
  "GATE-R1-KG": "Đối chiếu NT-5 với bất biến R1-KG: chỉ đọc, do Owner chấp thuận",
  "DIEU-39": "Điều 39: môi trường chạy còn TRỐNG",
  "DIEU-35": "Điều 35: mức sẵn sàng cho production là FAIL",
};

const REASONS_VI: Readonly<Record<RegisterItem["kind"], string>> = {
  gate: "Chưa được chấp thuận.",
  blocker: "Còn mở trong chương trình.",
};

/** What a code stands for; empty where the code says it all. */
export function registerTitle(code: string, title: string, language: Language): string {
  if (title === code) return "";
  return language === "vi" && isOwn(code, title) ? (TITLES_VI[code] ?? title) : title;
}

/** Why it stands as it does; `by` null: as it came with the product, and then in the language of the page. */
export function registerReason(
  item: Pick<RegisterItem, "kind" | "reason"> & { readonly by: string | null | undefined },
  language: Language,
): string {
  return language === "vi" && item.by === null ? REASONS_VI[item.kind] : item.reason;
}

function isOwn(code: string, title: string): boolean {
  return INITIAL_REGISTER.some((seed) => seed.code === code && seed.title === title);
}
