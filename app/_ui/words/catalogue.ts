import type { Language } from "./language";

type Message = string | ((...figures: never[]) => string);
export type Messages = { readonly [name: string]: Message | Messages };

export type Catalogue<M> = Readonly<Record<Language, M>>;

/**
 * The words of one screen in every language. English gives the shape; another language that lacks a message, has
 * one too many, or takes other figures does not compile. Messages that a client component needs are plain text,
 * with `{name}` where a figure goes (see `filled`): functions cannot be sent to a browser.
 */
export function catalogue<M extends Messages>(words: {
  readonly en: M;
  readonly vi: NoInfer<M>;
}): Catalogue<M> {
  return words;
}

/** What a catalogue says in one language. */
export type Words<C> = C extends Catalogue<infer M> ? M : never;

/** Puts figures into the places of a plain message. */
export function filled(message: string, figures: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(figures[name] ?? place));
}
