import type { Facts, TableFacts } from "./facts";

export function registryTable(facts: Facts): TableFacts | undefined {
  return facts.tables.find((t) => t.entry.part === "registry");
}

export function tablesOf(facts: Facts, part: TableFacts["entry"]["part"]): TableFacts[] {
  return facts.tables.filter((t) => t.entry.part === part);
}
