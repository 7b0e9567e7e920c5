"use client";

import { Icon } from "./icon";
import { catalogue } from "./words/catalogue";
import { usePageLanguage } from "./words/page-language";

const FAILURE = catalogue({
  en: {
    title: "This page could not be made",
    says: "Something that it needs could not be read. That says nothing about a run: what could not be checked is neither proven nor fine, and every run stays on HOLD unless an Owner decided otherwise.",
    trace: "Trace id",
    log: "The server's log says more under this id.",
    retry: "Try again",
  },
  vi: {
    title: "Không dựng được trang này",
    says: "Có thứ trang cần mà không đọc được. Điều đó không nói gì về một lượt chạy: điều chưa kiểm được thì chưa được chứng minh, cũng không phải là ổn, và mọi lượt chạy vẫn ở HOLD trừ khi một Owner đã quyết định khác.",
    trace: "Mã theo dõi",
    log: "Nhật ký của máy chủ nói rõ hơn dưới mã này.",
    retry: "Thử lại",
  },
});

export interface FailureProps {
  readonly error: Error & { digest?: string };
  readonly retry: () => void;
}

/** What every error boundary shows. Nothing that could not be read is replaced by something that looks fine. */
export function Failure({ error, retry }: FailureProps) {
  const words = FAILURE[usePageLanguage()];
  return (
    <div role="alert" className="card mx-auto mt-6 max-w-xl px-6 py-6">
      <h1 className="flex items-center gap-2 text-xl">
        <Icon sign="refused" size={22} className="shrink-0 text-fail" /> {words.title}
      </h1>
      <p className="mt-2">{words.says}</p>
      <p className="mt-3 text-sm text-faint">
        {words.trace} <code className="select-all">{error.digest ?? "–"}</code>. {words.log}
      </p>
      <button type="button" className="button button-ink mt-4" onClick={retry}>
        {words.retry}
      </button>
    </div>
  );
}
