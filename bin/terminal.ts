/** stdout is data, stderr is messages; colour and progress are for people at a terminal. */
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34 } as const;
export type Style = keyof typeof CODES;

function coloured(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return coloured(stream) ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}

/**
 * Text that came from elsewhere, safe to print: a control character in a table name or a cell must not move the
 * cursor or repaint what stands above it.
 */
export function plain(text: string): string {
  return text.replace(CONTROL, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Control characters, line and paragraph separators, and the marks that turn the direction of writing around. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Data. Resolves once the reader took it, so that a slow pipe holds the writer back. */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(`${text}\n`, (error) => (error ? reject(error) : resolve()));
  });
}

export function printJson(value: unknown): Promise<void> {
  return print(JSON.stringify(value, null, 2));
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** A line that overwrites itself, and nothing at all where stderr is no terminal. */
export function progressLine(): { show(text: string): void; clear(): void } {
  if (process.stderr.isTTY !== true) return { show: () => undefined, clear: () => undefined };
  let last = 0;
  return {
    show(text) {
      const now = Date.now();
      if (now - last < 100) return;
      last = now;
      process.stderr.write(`\r\u001b[2K${plain(text).slice(0, 120)}`);
    },
    clear: () => void process.stderr.write("\r\u001b[2K"),
  };
}

/** A size that a person reads, also where it is small. */
export function sizeText(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
