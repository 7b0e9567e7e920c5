import { sha256 } from "@/lib/base/hash";

/** An SQL identifier, always quoted. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A schema-qualified name in SQL. */
export function qualified(schema: string, name: string): string {
  return `${identifier(schema)}.${identifier(name)}`;
}

/** An SQL string. Relies on `standard_conforming_strings`, which the session pins: a backslash is a backslash. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

const LONGEST = 200;

/** A name that fits the manifest: a longer one (a function with thirty arguments) keeps its start and gets a digest. */
export function clip(name: string): string {
  return name.length <= LONGEST ? name : `${name.slice(0, LONGEST - 33)}#${sha256(name).slice(0, 32)}`;
}

/**
 * POSIX pattern, also one of JavaScript, of a name as a whole word, so that run `a` is not found in the schema of
 * run `ab`.
 */
export function wholeWord(name: string): string {
  return `(^|[^A-Za-z0-9_$])${name.replace(/[^A-Za-z0-9_]/g, (c) => `\\${c}`)}($|[^A-Za-z0-9_$])`;
}
