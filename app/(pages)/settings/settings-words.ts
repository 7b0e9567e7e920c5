import { catalogue, type Words } from "@/app/_ui/words/catalogue";

/** Words of the settings' frame and of a person's own account. */
export const SETTINGS = catalogue({
  en: {
    title: "Settings",
    lead: (username: string, role: string) => `You are signed in as ${username}, ${role}.`,
    rooms: {
      own: "Your account",
      sessions: "Sessions",
      keys: "API keys",
      notifications: "Notifications",
      profiles: "Profiles",
      people: "People",
    },
    secret: {
      once: ": copy this now. It is shown this once and stored nowhere in this form.",
      label: (of: string) => `secret of ${of}`,
      copy: "Copy",
    },
    factors: {
      title: "Your second factors",
      aside: "Once one is enrolled, AUTHORIZE needs it. Several are better than one.",
    },
    password: {
      title: "Your password",
      present: "Present password",
      next: "New password, at least 15 characters",
      change: "Change and sign out",
      fetched: "The form is fetched …",
    },
  },
  vi: {
    title: "Cài đặt",
    lead: (username: string, role: string) => `Bạn đang đăng nhập với tên ${username}, ${role}.`,
    rooms: {
      own: "Tài khoản của bạn",
      sessions: "Phiên",
      keys: "Khóa API",
      notifications: "Thông báo",
      profiles: "Profile",
      people: "Mọi người",
    },
    secret: {
      once: ": hãy sao chép ngay. Nội dung này chỉ hiện một lần và không được lưu ở đâu dưới dạng này.",
      label: (of: string) => `bí mật của ${of}`,
      copy: "Sao chép",
    },
    factors: {
      title: "Các yếu tố thứ hai của bạn",
      aside: "Khi đã đăng ký một yếu tố, AUTHORIZE cần đến nó. Có vài yếu tố tốt hơn chỉ có một.",
    },
    password: {
      title: "Mật khẩu của bạn",
      present: "Mật khẩu hiện tại",
      next: "Mật khẩu mới, ít nhất 15 ký tự",
      change: "Đổi và đăng xuất",
      fetched: "Đang tải biểu mẫu …",
    },
  },
});

export type SettingsWords = Words<typeof SETTINGS>;
