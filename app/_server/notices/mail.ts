import nodemailer from "nodemailer";
import { isLanguage, type Language } from "@/app/_ui/words/language";
import { noticeWords } from "@/app/_ui/words/notice-words";
import type { Due, Outcome } from "@/db/notices/deliveries";
import { isNoticeKind } from "@/lib/authority/notice";
import { type MailSettings, settings } from "../settings";
import { LETTER } from "./letter-words";
import { reasonOf } from "./webhook";

const TIMEOUT_MS = 15_000;

/**
 * Sends a notice as plain text, in the language that its addressee chose, else in English. The message's id is the delivery's, so that a repetition is recognized. It leads to a
 * page where one signs in and reads: no link of it decides, confirms or opens anything by itself.
 */
export async function sendMail(
  mail: MailSettings,
  due: Due,
  to: { readonly address: string; readonly language: string | null },
): Promise<Outcome> {
  const language = to.language !== null && isLanguage(to.language) ? to.language : "en";
  const transport = nodemailer.createTransport({
    url: mail.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const host = new URL(settings().origins[0]).hostname;
    const { response } = await transport.sendMail({
      from: mail.from,
      to: to.address,
      messageId: `<${due.id}@${host}>`,
      subject: subjectOf(due, language),
      text: textOf(due, language),
    });
    return { state: "delivered", detail: response };
  } catch (error) {
    const refused = error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
    return {
      state: refused ? "refused" : "failed",
      detail: refused ? `answered ${Number(error.responseCode)}` : reasonOf(error),
    };
  } finally {
    transport.close();
  }
}

function subjectOf({ kind, run }: Due, language: Language): string {
  return `notouch: ${isNoticeKind(kind) ? noticeWords(language)[kind].title : kind}${run === null ? "" : `, ${run}`}`;
}

function textOf({ kind, run }: Due, language: Language): string {
  const words = LETTER[language];
  const where = run === null ? "/" : `/runs/${encodeURIComponent(run)}`;
  return [
    isNoticeKind(kind) ? noticeWords(language)[kind].says : words.test,
    "",
    ...(run === null ? [] : [words.run(run)]),
    words.read(`${settings().origins[0]}${where}`),
    "",
    words.decides,
    words.chose,
  ].join("\n");
}
