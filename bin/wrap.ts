/** Colour and weight, which take no room on a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what a terminal reads as a style
const STYLE = /\u001b\[[0-9;]*m/g;

/** Characters that a terminal gives room to; wide ones (CJK) count as two. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(STYLE, ""))
    width += /\p{Mn}|\p{Me}|\u200d/u.test(character)
      ? 0
      : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
            character,
          )
        ? 2
        : 1;
  return width;
}

/** Lines of at most `width` where words allow it; a longer word (a key, a digest) stands alone and whole. Null: one line. */
export function wrapped(text: string, width: number | null): string[] {
  if (width === null) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && widthOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  return lines;
}
