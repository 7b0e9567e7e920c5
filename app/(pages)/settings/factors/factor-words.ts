import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of second factors: what is enrolled, how one more is, and what is asked for before anything changes. */
export const FACTORS = catalogue({
  en: {
    enrolled: "Enrolled factors",
    none: "None yet: your password stands alone, and a decision that you record says so.",
    passkeyFor: "Passkey for {host}, added",
    lastUsed: ", last used",
    app: "Authenticator app",
    appAdded: "One-time codes, added",
    left: "{n} recovery codes are left.",
    remove: "Remove {name}",
    passkey: {
      add: "Add a passkey",
      go: "Add passkey",
      name: "Name: what holds it",
      example: "laptop, security key",
      elsewhere:
        "Passkeys belong to a host name, and this page was opened under a bare address or in a browser without them. Open notouch under its name, on this machine {host}, or add an authenticator app.",
    },
    totp: {
      add: "Add an authenticator app",
      show: "Show the code to scan",
      fetched: "The secret is shown …",
      qr: "QR code of the secret below",
      scan: "Scan it with the app, or type this secret into it:",
      secret: "secret",
      copy: "Copy",
      code: "The code that the app shows",
      confirm: "Confirm",
    },
    recovery: {
      renew: "Make new recovery codes",
      stops: "The ones that are left stop working.",
      go: "Make new codes",
      title: "Recovery codes.",
      keep: "Keep them where your devices are not. Each is good once: to sign in, or to replace a lost factor. None of them authorizes anything. They are shown this once.",
      label: "recovery codes",
      copy: "Copy",
    },
    proof: {
      password: "Your password",
      noPassword:
        "You have no password here. If you signed in more than five minutes ago, sign in again first.",
      codeOrPasskey: "Code; leave empty to use a passkey",
      code: "Code of the app, or a recovery code",
      waiting: "Waiting",
      fetched: "The form is fetched …",
    },
    presence: {
      password: "Your password",
      code: "Code of your app, or a recovery code",
      sign: "Or sign with a passkey",
      signed: "Signed with a passkey",
    },
  },
  vi: {
    enrolled: "Các yếu tố đã đăng ký",
    none: "Chưa có: mật khẩu của bạn đứng một mình, và quyết định mà bạn ghi nhận sẽ nêu rõ điều đó.",
    passkeyFor: "Passkey cho {host}, thêm lúc",
    lastUsed: ", dùng lần cuối lúc",
    app: "Ứng dụng xác thực",
    appAdded: "Mã dùng một lần, thêm lúc",
    left: "Còn {n} mã khôi phục.",
    remove: "Gỡ {name}",
    passkey: {
      add: "Thêm một passkey",
      go: "Thêm passkey",
      name: "Tên: thiết bị giữ nó",
      example: "máy tính xách tay, khóa bảo mật",
      elsewhere:
        "Passkey thuộc về một tên máy chủ, mà trang này được mở bằng địa chỉ số hoặc trong trình duyệt không có passkey. Hãy mở notouch bằng tên của nó, trên máy này là {host}, hoặc thêm một ứng dụng xác thực.",
    },
    totp: {
      add: "Thêm một ứng dụng xác thực",
      show: "Hiện mã để quét",
      fetched: "Đang hiện bí mật …",
      qr: "Mã QR của bí mật bên dưới",
      scan: "Hãy quét bằng ứng dụng, hoặc gõ bí mật này vào ứng dụng:",
      secret: "bí mật",
      copy: "Sao chép",
      code: "Mã mà ứng dụng hiện ra",
      confirm: "Xác nhận",
    },
    recovery: {
      renew: "Tạo mã khôi phục mới",
      stops: "Những mã còn lại sẽ hết tác dụng.",
      go: "Tạo mã mới",
      title: "Mã khôi phục.",
      keep: "Hãy cất chúng ở nơi không có các thiết bị của bạn. Mỗi mã dùng được một lần: để đăng nhập, hoặc để thay một yếu tố đã mất. Không mã nào cho phép điều gì. Chúng chỉ hiện một lần này.",
      label: "mã khôi phục",
      copy: "Sao chép",
    },
    proof: {
      password: "Mật khẩu của bạn",
      noPassword:
        "Bạn không có mật khẩu ở đây. Nếu bạn đã đăng nhập hơn năm phút trước, hãy đăng nhập lại trước đã.",
      codeOrPasskey: "Mã; để trống nếu dùng passkey",
      code: "Mã của ứng dụng, hoặc một mã khôi phục",
      waiting: "Đang đợi",
      fetched: "Đang tải biểu mẫu …",
    },
    presence: {
      password: "Mật khẩu của bạn",
      code: "Mã của ứng dụng, hoặc một mã khôi phục",
      sign: "Hoặc ký bằng passkey",
      signed: "Đã ký bằng passkey",
    },
  },
});

export type FactorWords = Words<typeof FACTORS>;
