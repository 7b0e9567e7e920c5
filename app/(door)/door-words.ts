import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of the pages that one opens by a one-time link. */
export const DOOR = catalogue({
  en: {
    password: "Password, at least 15 characters",
    sentence: "A sentence of your own is good.",
    invitation: {
      title: "Make your account",
      renew: "Set a new password",
      gone: "This link is used, withdrawn, too old or not whole. Ask whoever sent it for a new one.",
      invited: "You are invited as",
      renewFor: "For",
      once: "The link works once.",
      again: "The same again",
      go: "Set password",
    },
    setup: {
      title: "Set up notouch",
      open: "Open the one-time link that the server printed when it first started. It is good for 24 hours.",
      two: "Make two accounts. The Owner decides; the Administrator manages accounts. Administering is no authority, so that one account cannot be both.",
      owner: "First Owner",
      administrator: "First Administrator",
      length: "A password has at least 15 characters.",
      go: "Make both accounts",
      username: "Username",
      password: "Password",
    },
  },
  vi: {
    password: "Mật khẩu, ít nhất 15 ký tự",
    sentence: "Nên dùng một câu của riêng bạn.",
    invitation: {
      title: "Tạo tài khoản của bạn",
      renew: "Đặt mật khẩu mới",
      gone: "Liên kết này đã được dùng, đã bị thu hồi, quá cũ hoặc không đầy đủ. Hãy xin người gửi một liên kết mới.",
      invited: "Bạn được mời với tên",
      renewFor: "Cho",
      once: "Liên kết chỉ dùng được một lần.",
      again: "Nhập lại lần nữa",
      go: "Đặt mật khẩu",
    },
    setup: {
      title: "Thiết lập notouch",
      open: "Hãy mở liên kết dùng một lần mà máy chủ đã in ra khi khởi động lần đầu. Liên kết có giá trị 24 giờ.",
      two: "Hãy tạo hai tài khoản. Owner quyết định; Quản trị viên quản lý tài khoản. Quản trị không phải là thẩm quyền, nên một tài khoản không thể là cả hai.",
      owner: "Owner đầu tiên",
      administrator: "Quản trị viên đầu tiên",
      length: "Mật khẩu có ít nhất 15 ký tự.",
      go: "Tạo cả hai tài khoản",
      username: "Tên đăng nhập",
      password: "Mật khẩu",
    },
  },
});

export type DoorWords = Words<typeof DOOR>;
