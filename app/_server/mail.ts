import nodemailer from "nodemailer";
import type { Due, Outcome } from "@/db/deliveries";
import { isNoticeKind, NOTICES } from "@/lib/authority/notice";
import { type MailSettings, settings } from "./settings";
import { reasonOf } from "./webhook";

const TIMEOUT_MS = 15_000;

/**
 * Sends a notice as plain text. The message's id is the delivery's, so that a repetition is recognized. It leads to a
 * page where one signs in and reads: no link of it decides, confirms or opens anything by itself.
 */
export async function sendMail(mail: MailSettings, due: Due, address: string): Promise<Outcome> {
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
      to: address,
      messageId: `<${due.id}@${host}>`,
      subject: subjectOf(due),
      text: textOf(due),
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

function subjectOf({ kind, run }: Due): string {
  return `notouch: ${isNoticeKind(kind) ? NOTICES[kind].title : kind}${run === null ? "" : `, ${run}`}`;
}

function textOf(due: Due): string {
  const where = due.run === null ? "/" : `/runs/${encodeURIComponent(due.run)}`;
  return [
    isNoticeKind(due.kind) ? NOTICES[due.kind].says : "This is a test.",
    "",
    ...(due.run === null ? [] : [`Run: ${due.run}`]),
    `Read it at ${settings().origins[0]}${where}`,
    "",
    "This letter decides nothing. Decisions are made on the sign-off page, by whoever is signed in and present.",
    "You chose to be written to under Settings, Notifications.",
  ].join("\n");
}
