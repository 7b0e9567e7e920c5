import type { Problem } from "../problem";
import type { ProblemSaid } from "../problem-text";
import { blockNamed } from "./block-words";
import { problemNamed } from "./problem-words";

/** What did not hold when presence was to be shown, by the field that a refusal names. */
const PRESENCE_FAULTS: Readonly<Record<string, string>> = {
  password: "không phải mật khẩu của bạn",
  code: "sai, quá cũ hoặc đã được dùng",
};

/**
 * A refusal in Vietnamese, by the codes that it carries: the type, and the reasons of a decision. What has no code
 * stays as the server said it, marked as English. An unknown type is shown as it came.
 */
export function translatedProblem(problem: Problem): ProblemSaid {
  const { slug, title, detail, errors } = problem;
  const words = problemNamed(slug);
  return {
    title: words?.title ?? title,
    says: words?.says ?? null,
    detail: { text: detail, lang: "en" },
    faults: errors.map(({ at, problem: text }) => {
      const block = blockNamed(at, "vi");
      if (block !== null) return { at, text: `${block.says} ${block.cure}` };
      const presence =
        slug === "forbidden" && Object.hasOwn(PRESENCE_FAULTS, at) ? PRESENCE_FAULTS[at] : undefined;
      return presence === undefined ? { at, text, lang: "en" as const } : { at, text: presence };
    }),
    unrecorded: "không có gì được ghi nhận",
  };
}
