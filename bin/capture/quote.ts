import { sha256 } from "@/lib/ledger/hash";

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
