import { ownEndpoint } from "@/app/_server/api/endpoint";
import { codeBody } from "@/app/_server/api/factor-schemas";
import { Problem } from "@/app/_server/api/problem";
import { enrolled } from "@/app/_server/identity/recovery";
import { unseal } from "@/app/_server/identity/sealed";
import { TOTP_SEAL } from "@/app/_server/identity/step-up";
import { matchingStep } from "@/app/_server/identity/totp";
import { confirmTotp, totpOf } from "@/db/identity/one-time-codes";

export const dynamic = "force-dynamic";

const PREPARED_MS = 15 * 60_000;

/** The first code of a prepared app. Wrong ones need no counting: whoever asks holds the secret. */
export const POST = ownEndpoint(codeBody, async ({ db, caller, body }) => {
  const { actor } = caller;
  const app = await totpOf(db, actor.id);
  const waiting = app && !app.confirmed && Date.now() - app.createdAt.getTime() < PREPARED_MS;
  const secret = waiting ? unseal(app.secret, TOTP_SEAL, actor.id) : null;
  if (secret === null)
    throw new Problem("invalid-input", "Start again: scan a new code.", [
      { at: "totp", problem: "nothing waits to be confirmed" },
    ]);
  const step = matchingStep(secret, body.code, null, new Date());
  if (step === null)
    throw new Problem(
      "invalid-input",
      "Type the code that the app shows now; check the clock of the device.",
      [{ at: "code", problem: "not the code of this moment" }],
    );
  await confirmTotp(db, step, actor);
  return { status: 201, body: await enrolled(db, actor) };
});
