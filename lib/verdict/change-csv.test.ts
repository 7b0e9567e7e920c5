import { describe, expect, it } from "vitest";
import type { RowChange } from "./change";
import { changeCsv } from "./change-csv";

const change: RowChange = {
  table: "public.t",
  kind: "changed",
  key: ["k"],
  columns: ["a"],
  before: { a: null },
  after: { a: "" },
  claims: ["NT-1", "NT-7"],
  explained: false,
  stagingKey: null,
};
const ofCell = (before: string | null, after: string | null) =>
  changeCsv({ ...change, before: { a: before }, after: { a: after } });

describe("row changes as CSV", () => {
  it("tells NULL, the empty text and a text that spells NULL apart", () => {
    expect(changeCsv(change)).toBe("public.t,changed,k,a,\\N,,NT-1 NT-7\n");
    expect(ofCell("\\N", "\\\\N")).toBe("public.t,changed,k,a,\\\\N,\\\\\\N,NT-1 NT-7\n");
  });

  it("quotes what would break a line", () => {
    expect(ofCell('a "b", c', "d\ne")).toBe('public.t,changed,k,a,"a ""b"", c","d\ne",NT-1 NT-7\n');
  });

  it("keeps a spreadsheet from running a cell", () => {
    expect(ofCell("=1+1", "@sum")).toBe("public.t,changed,k,a,'=1+1,'@sum,NT-1 NT-7\n");
  });

  it("keeps keys of several columns apart", () => {
    const two = (key: string[]) => changeCsv({ ...change, key });
    expect(two(["a b", "c"])).toContain(',"[""a b"",""c""]",');
    expect(two(["a b", "c"])).not.toBe(two(["a", "b c"]));
  });

  it("writes nothing for a side on which the row is absent", () => {
    expect(changeCsv({ ...change, kind: "inserted", before: null, after: { a: null } })).toBe(
      "public.t,inserted,k,a,,\\N,NT-1 NT-7\n",
    );
  });
});
