import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of the door: sign-in and its second step. */
export const SIGN_IN = catalogue({
  en: {
    title: "Sign in",
    made: "Done. You can sign in now.",
    ended: "Your session has ended, or has not begun. After signing in you go on to",
    form: {
      username: "Username",
      password: "Password",
      go: "Sign in",
      busy: "Signing in",
      passkey: "Use a passkey",
      sso: "Go on with {name}",
      passkeyUnknown: "This passkey is not known here, or was not confirmed in time.",
      wrong: "Username and password do not belong together.",
      often: "Too many attempts. Wait a little, then try again.",
    },
    second: {
      title: "The password is right. Now your second factor.",
      code: "Code of your authenticator app, or a recovery code",
      recovery: "Recovery code",
      often: "Too many attempts. Wait a quarter of an hour, then try again.",
      again: "Begin again",
    },
  },
  vi: {
    title: "Đăng nhập",
    made: "Xong. Bây giờ bạn có thể đăng nhập.",
    ended: "Phiên của bạn đã kết thúc hoặc chưa bắt đầu. Sau khi đăng nhập bạn sẽ đi tiếp đến",
    form: {
      username: "Tên đăng nhập",
      password: "Mật khẩu",
      go: "Đăng nhập",
      busy: "Đang đăng nhập",
      passkey: "Dùng passkey",
      sso: "Tiếp tục với {name}",
      passkeyUnknown: "Passkey này không được biết ở đây, hoặc không được xác nhận kịp thời.",
      wrong: "Tên đăng nhập và mật khẩu không khớp nhau.",
      often: "Quá nhiều lần thử. Hãy đợi một lát rồi thử lại.",
    },
    second: {
      title: "Mật khẩu đúng. Bây giờ đến yếu tố thứ hai.",
      code: "Mã của ứng dụng xác thực, hoặc một mã khôi phục",
      recovery: "Mã khôi phục",
      often: "Quá nhiều lần thử. Hãy đợi mười lăm phút rồi thử lại.",
      again: "Bắt đầu lại",
    },
  },
});

export type SignInWords = Words<typeof SIGN_IN>;
