import type { RefusalCode } from "@/lib/base/refusal";

/** Exit status of every command, in one place. "Could not check" is never 0. */
export const EXIT = {
  done: 0,
  unexpected: 1,
  usage: 2,
  fail: 3,
  notAllowed: 4,
  noEvidence: 5,
  integrity: 6,
  conflict: 7,
  unavailable: 8,
  hold: 9,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** An end that a command foresees: what was wrong, what to do about it, and the status that says so to a script. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    readonly exit: ExitCode,
    message: string,
    /** One line that leads on; empty where there is nothing to do. */
    readonly cure = "",
    /** Single faults, each on a line of its own. */
    readonly faults: readonly string[] = [],
  ) {
    super(message);
  }
}

/** What is refused as input broke its integrity, but for evidence that is sound and belongs elsewhere. */
export function exitOfRefusal(code: RefusalCode): ExitCode {
  return code === "wrong-context" ? EXIT.conflict : EXIT.integrity;
}

export function usage(message: string, cure: string): CommandError {
  return new CommandError(EXIT.usage, message, cure);
}
