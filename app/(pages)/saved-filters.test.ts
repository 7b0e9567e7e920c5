import { describe, expect, it } from "vitest";
import { parseFilters, withFilter, withoutFilter } from "./saved-filters";

describe("saved filters", () => {
  it("come back as they were kept, and anything else is none", () => {
    const kept = withFilter([], { name: " Leaks ", q: "eng:fail fopen:8" });
    expect(parseFilters(JSON.stringify(kept))).toEqual([{ name: "Leaks", q: "eng:fail fopen:8" }]);
    for (const cookie of [undefined, "", "{", "null", '[{"name":1}]', '[{"name":"","q":"x"}]'])
      expect(parseFilters(cookie)).toEqual([]);
  });
  it("replace one of the same name, and take no empty one", () => {
    const one = withFilter([], { name: "a", q: "x" });
    expect(withFilter(one, { name: "a", q: "y" })).toEqual([{ name: "a", q: "y" }]);
    expect(withFilter(one, { name: " ", q: "y" })).toEqual(one);
    expect(withFilter(one, { name: "b", q: " " })).toEqual(one);
    expect(withoutFilter(one, "a")).toEqual([]);
  });
  it("fit into a cookie: the oldest go first", () => {
    let filters = withFilter([], { name: "oldest", q: "x" });
    for (let i = 0; i < 30; i++) filters = withFilter(filters, { name: `bộ lọc ${i}`, q: "ệ".repeat(150) });
    expect(encodeURIComponent(JSON.stringify(filters)).length).toBeLessThan(4000);
    expect(filters.map((f) => f.name)).not.toContain("oldest");
    expect(filters.at(-1)?.name).toBe("bộ lọc 29");
  });
});
