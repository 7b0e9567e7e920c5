import { formatBase64, parseBase64 } from "../base/base64";
import { refuse } from "../base/refusal";

/**
 * A bundle as a page that opens in a browser without a network and verifies itself:
 *
 *   page = head "<script id=bundle type=text/plain>" base64(bundle) "</script>" tail
 *
 * `head` and `tail` are the two halves of the shell that a build of notouch made: program, style and nothing of any run.
 * A page shows what its program wants it to show, so whoever checks one from outside compares the shell as well.
 */
const OPEN = "<script id=bundle type=text/plain>";
const CLOSE = "</script>";
/** Where the bundle goes; it stands in the shell exactly once. */
export const SHELL_MARK = `${OPEN}${CLOSE}`;
const REMEDY = "Export the page again from the server that holds the run.";

/** The text around a bundle: what comes before it and what comes after. */
export function splitShell(shell: string): readonly [head: string, tail: string] {
  const [head = "", tail = "", ...more] = shell.split(SHELL_MARK);
  if (more.length > 0 || tail === "")
    refuse("bad-archive", "page", "the shell has no place for a bundle", REMEDY);
  return [head + OPEN, CLOSE + tail];
}

export function isPage(start: Uint8Array): boolean {
  return /^\s*<!doctype html>/i.test(new TextDecoder().decode(start.subarray(0, 64)));
}

/** The bundle in a page whose shell is this one, to the byte; `bad-archive` where anything around it is different. */
export function bundleOfPage(page: string, shell: string): Uint8Array {
  const [head, tail] = splitShell(shell);
  const from = firstDifference(page, head);
  if (from < head.length)
    refuse(
      "bad-archive",
      `page, character ${from}`,
      "the page around the bundle is not the one of this notouch",
      REMEDY,
    );
  if (!page.endsWith(tail) || page.length < head.length + tail.length)
    refuse(
      "bad-archive",
      "page, after the bundle",
      "the page around the bundle is not the one of this notouch",
      REMEDY,
    );
  const bytes = parseBase64(page.slice(head.length, page.length - tail.length));
  return bytes ?? refuse("bad-archive", "page, the bundle in it", "is not base64", REMEDY);
}

function firstDifference(text: string, expected: string): number {
  let i = 0;
  while (i < expected.length && text.charCodeAt(i) === expected.charCodeAt(i)) i++;
  return i;
}

/** Writes a page piece by piece around a bundle that is written piece by piece. */
export async function* writePage(
  shell: string,
  bundle: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const [head, tail] = splitShell(shell);
  yield encoder.encode(head);
  // Base 64 takes three bytes at a time; what is left over waits for the next piece.
  let rest = new Uint8Array(0);
  for await (const piece of bundle) {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    const whole = bytes.length - (bytes.length % 3);
    yield encoder.encode(formatBase64(bytes.subarray(0, whole)));
    rest = bytes.slice(whole);
  }
  yield encoder.encode(formatBase64(rest) + tail);
}
