import type { ProblemSlug } from "@/app/_server/api/problem";
import type { Language } from "./language";

/** What a problem type means, for a person. Titles in English are the HTTP interface's own (`PROBLEMS`). */
const SAYS_EN: Readonly<Record<ProblemSlug, string>> = {
  "malformed-json":
    "The JSON is not valid, not canonical (RFC 8785), nested too deeply, or holds keys or numbers that cannot be trusted.",
  "bad-archive":
    "The file is cut off, has bytes after its end, or holds entries that the format does not know.",
  "bad-compression": "A compressed part is cut off, damaged, or unpacks to more than is allowed.",
  "bad-encoding": "The text is not valid UTF-8, or holds a byte order mark, a NUL or half of a character.",
  unauthenticated: "Nobody is signed in, or the API key is unknown, expired or revoked.",
  forbidden: "The account may not do this, or the password does not belong to it.",
  "foreign-origin":
    "A change must come from this server's own pages, with the Origin header that a browser sends.",
  "step-up-required":
    "This needs more than the password: a passkey, a code of the authenticator app or, where factors change, a recovery code.",
  "step-up-refused":
    "The signature, or the challenge that it answers, is not the one that was asked for. A challenge is good once and for minutes.",
  "decision-refused":
    "At least one condition of the decision does not hold. All of them are in the answer. The run stays where it was.",
  "not-found": "There is no such thing, or none that this account may know of.",
  "method-not-allowed": "The address exists, but not for this method.",
  timeout: "The body did not arrive in time. Nothing of it was recorded.",
  "run-exists": "A run's short name is used once. Choose another, or upload to the run that is there.",
  "phase-already-recorded": "Recorded evidence is never replaced. A new capture needs a new run.",
  "account-exists": "Somebody has this username, perhaps a disabled account: names are not used twice.",
  "request-in-progress": "A request with this idempotency key is being answered. Ask again in a moment.",
  "link-closed":
    "A link to make an account or to renew a password works once and for 72 hours, and only while whoever made it may still do so.",
  "setup-closed": "The one-time link was used, has expired, or accounts exist already.",
  "length-required": "The request has to say how long its body is.",
  "decided-meanwhile":
    "The run was decided while the page was being read. Of two decisions at once exactly one is recorded.",
  "digest-moved":
    "Evidence or verdict changed while the page was being read. Read the new matrix, then decide.",
  "too-large": "The body, or a part of it, is larger than this server's limits allow.",
  "unsupported-media": "The body's media type is not one that this address reads.",
  "invalid-input": "A field has a value that is not possible. The answer names it.",
  "idempotency-key-reused": "An idempotency key stands for one request. Use a new key for another.",
  "digest-mismatch":
    "The bytes are not the ones that their name promises: the file was damaged or altered on its way.",
  "count-mismatch": "The server recounted every row and found other figures than the file states.",
  "duplicate-key": "A key or an entry occurs twice where it may occur once.",
  "unsupported-version": "The file was written in a version of the format that this server does not read.",
  "wrong-context":
    "The evidence belongs to another run, phase, database or profile, or was taken under conditions that prove nothing.",
  "bad-signature": "A signed text was altered, or no key that is trusted here signed it.",
  "digest-required": "A decision is bound to the matrix that was read: send its digest in If-Match.",
  "too-many-requests": "There were too many attempts in a short time. Wait, then try again.",
  internal: "The fault is on the server's side. Its log says more under the trace id.",
  "integrity-broken":
    "A stored record does not carry its own digest any more. Verdict and authority of the run are withheld.",
  "database-unavailable": "The database did not answer. Nothing is lost; the same request can be sent again.",
  "storage-full": "The server has no space left. Nothing was half recorded.",
};

export interface ProblemWords {
  readonly title: string;
  readonly says: string;
}

/**
 * Slugs that only a browser gives: no answer came, one that is no problem document, a file that cannot be read, or
 * the passkey was not used.
 */
type LocalSlug = "unexpected" | "unreadable-file" | "passkey";

const VI: Readonly<Record<ProblemSlug | LocalSlug, ProblemWords>> = {
  "malformed-json": {
    title: "Không đọc được JSON",
    says: "JSON không hợp lệ, không chuẩn tắc (RFC 8785), lồng quá sâu, hoặc chứa khóa hay số không đáng tin.",
  },
  "bad-archive": {
    title: "Tệp lưu trữ không đúng định dạng",
    says: "Tệp bị cắt cụt, có byte thừa ở cuối, hoặc chứa phần mà định dạng không biết.",
  },
  "bad-compression": {
    title: "Không đọc được dữ liệu nén",
    says: "Một phần nén bị cắt cụt, bị hỏng, hoặc bung ra lớn hơn mức cho phép.",
  },
  "bad-encoding": {
    title: "Văn bản không phải UTF-8 sạch",
    says: "Văn bản không phải UTF-8 hợp lệ, hoặc chứa dấu thứ tự byte, ký tự NUL hay nửa ký tự.",
  },
  unauthenticated: {
    title: "Chưa đăng nhập",
    says: "Không có ai đang đăng nhập, hoặc khóa API không được biết, đã hết hạn hay đã bị thu hồi.",
  },
  forbidden: {
    title: "Không được phép",
    says: "Tài khoản không được làm việc này, hoặc điều vừa nhập để xác nhận không thuộc về tài khoản.",
  },
  "foreign-origin": {
    title: "Yêu cầu đến từ trang khác",
    says: "Mọi thay đổi phải đến từ chính các trang của máy chủ này, với tiêu đề Origin mà trình duyệt gửi.",
  },
  "step-up-required": {
    title: "Cần yếu tố thứ hai",
    says: "Việc này cần nhiều hơn mật khẩu: một passkey, một mã của ứng dụng xác thực hoặc, khi thay đổi yếu tố, một mã khôi phục.",
  },
  "step-up-refused": {
    title: "Passkey không được chấp nhận",
    says: "Chữ ký, hoặc thử thách mà nó trả lời, không phải là điều đã được hỏi. Mỗi thử thách chỉ dùng một lần và trong vài phút.",
  },
  "decision-refused": {
    title: "Quyết định không được ghi nhận",
    says: "Ít nhất một điều kiện của quyết định không được thỏa; tất cả được nêu ở đây. Lượt chạy vẫn ở nguyên trạng thái cũ.",
  },
  "not-found": {
    title: "Không tìm thấy",
    says: "Không có thứ này, hoặc không có thứ nào mà tài khoản này được biết.",
  },
  "method-not-allowed": {
    title: "Không thể làm ở đây",
    says: "Địa chỉ có tồn tại, nhưng không dùng cho phương thức này.",
  },
  timeout: {
    title: "Yêu cầu tới quá chậm",
    says: "Nội dung không tới kịp. Không có gì của nó được ghi nhận.",
  },
  "run-exists": {
    title: "Đã có lượt chạy mang tên này",
    says: "Tên ngắn của lượt chạy chỉ dùng một lần. Hãy chọn tên khác, hoặc tải lên lượt chạy đã có.",
  },
  "phase-already-recorded": {
    title: "Pha này đã có bằng chứng khác",
    says: "Bằng chứng đã ghi nhận không bao giờ bị thay thế. Lần chụp mới cần một lượt chạy mới.",
  },
  "account-exists": {
    title: "Tên đăng nhập đã có người dùng",
    says: "Đã có người mang tên đăng nhập này, có thể là một tài khoản bị tắt: tên không được dùng hai lần.",
  },
  "request-in-progress": {
    title: "Yêu cầu này đang được trả lời",
    says: "Một yêu cầu với cùng khóa idempotency đang được trả lời. Hãy hỏi lại sau giây lát.",
  },
  "decided-meanwhile": {
    title: "Một quyết định khác đã tới trước",
    says: "Lượt chạy đã được quyết định trong lúc trang đang được đọc. Trong hai quyết định cùng lúc, chỉ đúng một được ghi nhận.",
  },
  "setup-closed": {
    title: "Liên kết thiết lập không còn dùng được",
    says: "Liên kết dùng một lần đã được dùng, đã hết hạn, hoặc đã có tài khoản.",
  },
  "link-closed": {
    title: "Liên kết không còn dùng được",
    says: "Liên kết tạo tài khoản hay đặt lại mật khẩu chỉ dùng một lần trong 72 giờ, và chỉ khi người lập ra nó vẫn còn quyền đó.",
  },
  "length-required": {
    title: "Phải khai báo độ dài",
    says: "Yêu cầu phải nói rõ nội dung của nó dài bao nhiêu.",
  },
  "digest-moved": {
    title: "Ma trận không còn là ma trận trên màn hình",
    says: "Bằng chứng hoặc phán quyết đã thay đổi trong lúc trang đang được đọc. Hãy đọc ma trận mới rồi quyết định.",
  },
  "too-large": {
    title: "Nhiều byte hơn mức cho phép",
    says: "Nội dung, hoặc một phần của nó, lớn hơn giới hạn của máy chủ này.",
  },
  "unsupported-media": {
    title: "Kiểu nội dung không dùng được cho yêu cầu này",
    says: "Địa chỉ này không đọc kiểu nội dung đó.",
  },
  "invalid-input": {
    title: "Có trường không đúng",
    says: "Một trường mang giá trị không thể có. Trường đó được nêu ở đây.",
  },
  "idempotency-key-reused": {
    title: "Khóa idempotency thuộc về yêu cầu khác",
    says: "Mỗi khóa idempotency dành cho một yêu cầu. Hãy dùng khóa mới cho yêu cầu khác.",
  },
  "digest-mismatch": {
    title: "Giá trị băm không khớp với tên",
    says: "Các byte không phải là những byte mà tên của chúng hứa hẹn: tệp đã hỏng hoặc bị sửa trên đường đi.",
  },
  "count-mismatch": {
    title: "Các con số không khớp với các dòng",
    says: "Máy chủ đã đếm lại mọi dòng và ra con số khác với tệp nêu.",
  },
  "duplicate-key": {
    title: "Có thứ xuất hiện hai lần",
    says: "Một khóa hoặc một mục xuất hiện hai lần ở nơi chỉ được xuất hiện một lần.",
  },
  "unsupported-version": {
    title: "Phiên bản khác của định dạng",
    says: "Tệp được viết theo một phiên bản định dạng mà máy chủ này không đọc.",
  },
  "wrong-context": {
    title: "Bằng chứng không thuộc về nơi này",
    says: "Bằng chứng thuộc lượt chạy, pha, cơ sở dữ liệu hay profile khác, hoặc được lấy trong điều kiện không chứng minh được gì.",
  },
  "bad-signature": {
    title: "Chữ ký thiếu hoặc sai",
    says: "Một văn bản đã ký bị sửa, hoặc không khóa nào được tin cậy ở đây đã ký nó.",
  },
  "digest-required": {
    title: "Thiếu digest của ma trận",
    says: "Quyết định gắn với ma trận đã được đọc: hãy gửi digest của nó trong If-Match.",
  },
  "too-many-requests": {
    title: "Quá nhiều lần thử",
    says: "Đã có quá nhiều lần thử trong thời gian ngắn. Hãy đợi rồi thử lại.",
  },
  internal: {
    title: "Có lỗi ở phía máy chủ",
    says: "Lỗi ở phía máy chủ. Nhật ký của máy chủ nói rõ hơn dưới mã theo dõi.",
  },
  "integrity-broken": {
    title: "Một bản ghi không còn như lúc được ghi",
    says: "Một bản ghi đang lưu không còn khớp với digest của chính nó. Phán quyết và thẩm quyền của lượt chạy bị giữ lại.",
  },
  "database-unavailable": {
    title: "Không kết nối được cơ sở dữ liệu",
    says: "Cơ sở dữ liệu không trả lời. Không mất gì; có thể gửi lại đúng yêu cầu đó.",
  },
  "storage-full": {
    title: "Ổ đĩa đã đầy",
    says: "Máy chủ không còn chỗ trống. Không có gì bị ghi nhận dở dang.",
  },
  unexpected: {
    title: "Máy chủ không cho câu trả lời đọc được",
    says: "Chưa biết yêu cầu đã tới nơi hay chưa. Hãy xem điều gì đã được ghi nhận trước khi lặp lại.",
  },
  "unreadable-file": {
    title: "Không đọc được tệp",
    says: "Có thể tệp đã bị dời đi hoặc bị sửa trong lúc đọc. Hãy chọn lại tệp.",
  },
  passkey: {
    title: "Passkey không được dùng",
    says: "Chưa gửi gì đi. Trình duyệt không hoàn tất việc hỏi passkey, hoặc đã bị hủy.",
  },
};

/** Title and meaning of a problem type; `title` is what the interface itself calls it. */
export function problemWords(slug: ProblemSlug, title: string, language: Language): ProblemWords {
  return language === "en" ? { title, says: SAYS_EN[slug] } : VI[slug];
}

/** The same for whatever a browser was answered; null where the type is none that this version knows. */
export function problemNamed(slug: string): ProblemWords | null {
  const words: Readonly<Record<string, ProblemWords>> = VI;
  return Object.hasOwn(words, slug) ? (words[slug] ?? null) : null;
}
