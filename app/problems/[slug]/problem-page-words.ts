import { catalogue } from "@/app/_ui/words/catalogue";

/** Words of the page that explains one problem type. */
export const PROBLEM_PAGE = catalogue({
  en: {
    type: "Type",
    status: "Status",
    refused:
      "A refused request records nothing: every run stands where it stood. The field or line at fault is in the answer's errors, and the cure in its detail.",
    ours: "Nothing was half recorded. The same request can be sent again.",
    all: "All problems",
  },
  vi: {
    type: "Loại",
    status: "Mã trạng thái",
    refused:
      "Yêu cầu bị từ chối không ghi nhận gì: mọi lượt chạy vẫn ở nguyên chỗ cũ. Trường hoặc dòng có lỗi nằm trong errors của câu trả lời, cách khắc phục nằm trong detail.",
    ours: "Không có gì bị ghi nhận dở dang. Có thể gửi lại đúng yêu cầu đó.",
    all: "Mọi loại lỗi",
  },
});
