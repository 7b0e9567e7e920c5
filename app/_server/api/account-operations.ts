import * as schemas from "./api-schemas";
import * as factors from "./factor-schemas";
import type { Operation } from "./operation";
import type { ProblemSlug } from "./problem";

const PROOF: readonly ProblemSlug[] = [
  "step-up-required",
  "step-up-refused",
  "invalid-input",
  "too-many-requests",
];

/** Who is calling, and their second factors. */
export const ACCOUNT_OPERATIONS: readonly Operation[] = [
  { method: "get", path: "/me", summary: "Who is calling", answers: { 200: schemas.meView }, access: "read" },
  {
    method: "get",
    path: "/me/factors",
    summary: "Your second factors",
    answers: { 200: factors.factorsView },
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/challenge",
    summary: "A challenge for one of your passkeys, to prove presence before factors change",
    body: factors.emptyBody,
    answers: { 201: factors.assertionOptionsView },
    refusals: ["invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys/options",
    summary: "Options for `navigator.credentials.create()`, once presence is proven",
    body: factors.proofBody,
    answers: { 201: factors.enrolmentOptionsView },
    refusals: PROOF,
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys",
    summary: "Enrol a passkey",
    body: factors.enrolmentBody,
    answers: { 201: factors.enrolledView },
    refusals: ["step-up-refused", "invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/passkeys/{passkey}/removal",
    summary: "Remove a passkey; an Owner's last factor stays",
    body: factors.proofBody,
    answers: { 200: factors.factorsView },
    refusals: ["not-found", ...PROOF],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp",
    summary: "A secret for an authenticator app",
    body: factors.proofBody,
    answers: { 201: factors.totpView },
    refusals: PROOF,
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp/confirmation",
    summary: "Confirm the app by its first code",
    body: factors.codeBody,
    answers: { 201: factors.enrolledView },
    refusals: ["invalid-input"],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/totp/removal",
    summary: "Remove the app; an Owner's last factor stays",
    body: factors.proofBody,
    answers: { 200: factors.factorsView },
    refusals: ["not-found", ...PROOF],
    access: "own",
  },
  {
    method: "post",
    path: "/me/factors/recovery-codes",
    summary: "Ten new recovery codes; the former ones stop working",
    body: factors.proofBody,
    answers: { 201: factors.enrolledView },
    refusals: PROOF,
    access: "own",
  },
];
