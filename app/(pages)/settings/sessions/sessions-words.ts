import { catalogue, type Words } from "@/app/_ui/words/catalogue";
import { SIGN_IN_METHODS, type SignInMethod } from "@/db/identity/sessions";

const METHODS: Readonly<Record<SignInMethod, string>> = SIGN_IN_METHODS;

/** Words of the room that shows where one is signed in. */
export const SESSIONS = catalogue({
  en: {
    title: "Sessions",
    heading: "Where you are signed in",
    aside: (idle: number, absolute: number) =>
      `A session ends ${idle} minutes after its last request, and ${absolute} hours after it began.`,
    browser: "Browser",
    method: "Signed in by",
    began: "Began",
    used: "Last request",
    ends: "Ends at the latest",
    end: "End",
    endOne: (browser: string) => `End the session in ${browser}`,
    this: "this one",
    endOthers: "End all other sessions",
    unknown: "unknown browser",
    on: (browser: string, system: string) => `${browser} on ${system}`,
    methods: METHODS,
  },
  vi: {
    title: "Phiên",
    heading: "Những nơi bạn đang đăng nhập",
    aside: (idle: number, absolute: number) =>
      `Một phiên kết thúc ${idle} phút sau yêu cầu cuối cùng, và ${absolute} giờ sau khi bắt đầu.`,
    browser: "Trình duyệt",
    method: "Đăng nhập bằng",
    began: "Bắt đầu",
    used: "Yêu cầu cuối",
    ends: "Kết thúc chậm nhất",
    end: "Kết thúc",
    endOne: (browser: string) => `Kết thúc phiên trong ${browser}`,
    this: "phiên này",
    endOthers: "Kết thúc mọi phiên khác",
    unknown: "trình duyệt không rõ",
    on: (browser: string, system: string) => `${browser} trên ${system}`,
    methods: {
      password: "mật khẩu",
      "password+totp": "mật khẩu và ứng dụng xác thực",
      "password+passkey": "mật khẩu và passkey",
      "password+recovery": "mật khẩu và mã khôi phục",
      passkey: "passkey",
      sso: "đăng nhập một lần (SSO)",
    },
  },
});

export type SessionsWords = Words<typeof SESSIONS>;
