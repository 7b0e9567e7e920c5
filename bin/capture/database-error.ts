import { CommandError, EXIT } from "../exit";
import { DIRECT } from "./backend";

const UNREACHABLE =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ENOENT|EHOSTUNREACH|EPIPE|57P0[123]|08...|53300)$/;

/** Says what a driver error means for the one who ran the command; other errors pass through unchanged. */
export function explainDatabaseError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError) return error;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // PgBouncer in statement mode; what else it refuses it says in these codes too.
  if (/transaction blocks? not allowed/i.test(error.message))
    return new CommandError(
      EXIT.notAllowed,
      "a connection pooler in statement mode stands between: it allows no transaction",
      DIRECT,
    );
  if (code.startsWith("28"))
    return new CommandError(
      EXIT.notAllowed,
      `the database refused the sign-in: ${error.message}`,
      "Check the user and the password in NOTOUCH_DB_URL.",
    );
  if (code === "42501")
    return new CommandError(
      EXIT.notAllowed,
      `the role may not do this: ${error.message}`,
      "Run `notouch doctor` with the same profile: it prints the GRANT that is missing.",
    );
  if (code === "55P03")
    return new CommandError(
      EXIT.unavailable,
      "a table is locked by somebody else (waited 3 s)",
      "Wait until that change is over, then capture again.",
    );
  if (code === "57014")
    return new CommandError(
      EXIT.unavailable,
      `the server ended a statement: ${error.message}`,
      "Raise statement_timeout of this role, then capture again.",
    );
  if (UNREACHABLE.test(code) || /terminated|timeout expired|Connection ended/i.test(error.message))
    return new CommandError(
      EXIT.unavailable,
      `the database cannot be reached: ${error.message || code}`,
      "Check NOTOUCH_DB_URL and that the server is up.",
    );
  if (code === "3D000")
    return new CommandError(EXIT.unavailable, error.message, "Check the database name in NOTOUCH_DB_URL.");
  return error;
}
