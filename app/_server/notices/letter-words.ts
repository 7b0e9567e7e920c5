import { catalogue } from "@/app/_ui/words/catalogue";

/** Words of a letter beside those of its notice. */
export const LETTER = catalogue({
  en: {
    test: "This is a test.",
    run: (name: string) => `Run: ${name}`,
    read: (address: string) => `Read it at ${address}`,
    decides:
      "This letter decides nothing. Decisions are made on the sign-off page, by whoever is signed in and present.",
    chose: "You chose to be written to under Settings, Notifications.",
  },
  vi: {
    test: "Đây là thư thử.",
    run: (name: string) => `Lượt chạy: ${name}`,
    read: (address: string) => `Xem tại ${address}`,
    decides:
      "Thư này không quyết định điều gì. Quyết định được đưa ra trên trang ký duyệt, bởi người đã đăng nhập và đang có mặt.",
    chose: "Bạn đã chọn nhận thư ở Cài đặt, Thông báo.",
  },
});
