import { catalogue, type Words } from "@/app/_ui/catalogue";

/** Words of the room of API keys. */
export const KEYS = catalogue({
  en: {
    title: "API keys",
    all: "All API keys",
    yours: "Your API keys",
    aside: "A key acts for whoever minted it. No key ever signs off.",
    administrator: "An Administrator can mint read keys and revoke any key.",
    empty: {
      title: "No key yet.",
      lets: "A key lets",
      talk: "and CI talk to this server: put it into",
    },
    columns: {
      name: "Name",
      key: "Key",
      scope: "Scope",
      minted: "Minted",
      used: "Last use",
      expires: "Expires",
      revoke: "Revoke",
    },
    scopes: { upload: "upload", read: "read" },
    by: (who: string) => `by ${who}`,
    never: "never",
    revoked: "revoked",
    expired: "expired",
    form: {
      name: "Name: what uses it",
      scope: "Scope",
      upload: "upload and read",
      read: "read",
      expires: "Expires at the end of (UTC)",
      mint: "Mint key",
      revoke: "Revoke",
      revokeOne: "Revoke {name}",
    },
  },
  vi: {
    title: "Khóa API",
    all: "Mọi khóa API",
    yours: "Khóa API của bạn",
    aside: "Khóa hành động thay người đã tạo ra nó. Không khóa nào ký duyệt được.",
    administrator: "Quản trị viên có thể tạo khóa đọc và thu hồi mọi khóa.",
    empty: {
      title: "Chưa có khóa nào.",
      lets: "Khóa cho phép",
      talk: "và CI làm việc với máy chủ này: hãy đặt nó vào",
    },
    columns: {
      name: "Tên",
      key: "Khóa",
      scope: "Phạm vi",
      minted: "Tạo lúc",
      used: "Dùng lần cuối",
      expires: "Hết hạn",
      revoke: "Thu hồi",
    },
    scopes: { upload: "tải lên", read: "đọc" },
    by: (who: string) => `bởi ${who}`,
    never: "không bao giờ",
    revoked: "đã thu hồi",
    expired: "đã hết hạn",
    form: {
      name: "Tên: nơi dùng khóa",
      scope: "Phạm vi",
      upload: "tải lên và đọc",
      read: "đọc",
      expires: "Hết hạn vào cuối ngày (UTC)",
      mint: "Tạo khóa",
      revoke: "Thu hồi",
      revokeOne: "Thu hồi {name}",
    },
  },
});

export type KeysWords = Words<typeof KEYS>;
