import { notFound } from "next/navigation";
import { PROBLEMS } from "@/app/_server/problem";
import { BarePage } from "@/app/_ui/bare-page";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: (await params).slug };
}

/** Explains one problem type to a person; the type in every problem document leads here. */
export default async function ProblemPage({ params }: Props) {
  const { slug } = await params;
  if (!isProblem(slug)) notFound();
  const { status, title } = PROBLEMS[slug];
  return (
    <BarePage title={title} narrow={false}>
      <dl className="grid grid-cols-[6rem_1fr] gap-y-1 text-sm">
        <dt className="text-faint">Type</dt>
        <dd>
          <code>/problems/{slug}</code>
        </dd>
        <dt className="text-faint">Status</dt>
        <dd>{status}</dd>
      </dl>
      <p className="mt-4">{EXPLAINED[slug]}</p>
      <p className="mt-4 text-sm text-soft">
        {status < 500
          ? "A refused request records nothing: every run stands where it stood. The field or line at fault is in the answer's errors, and the cure in its detail."
          : "Nothing was half recorded. The same request can be sent again."}
      </p>
    </BarePage>
  );
}

function isProblem(slug: string): slug is keyof typeof PROBLEMS {
  return Object.hasOwn(PROBLEMS, slug);
}

const EXPLAINED: Record<keyof typeof PROBLEMS, string> = {
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
