import { describe, expect, it } from "vitest";
import type { RowChange } from "@/lib/verdict/change";
import { birthTimes, spread } from "./birth-times";

const FROM = "2026-06-19T10:00:00.000Z";
const TO = "2026-06-19T20:00:00.000Z";

function birth(after: Record<string, string | null>, more: Partial<RowChange> = {}): RowChange {
  return {
    table: "public.birth_registry",
    kind: "inserted",
    key: ["E-1"],
    columns: Object.keys(after),
    before: null,
    after,
    claims: ["NT-4"],
    explained: true,
    stagingKey: null,
    ...more,
  };
}

describe("the times of live births", () => {
  it("are what one column states in every row, between the two captures", () => {
    const rows = [
      birth({ entity_code: "E-1", born_at: "2026-06-19 11:00:00+00" }),
      birth({ entity_code: "E-2", born_at: "2026-06-19 15:00:00.25+00" }),
    ];
    const [times, ...more] = birthTimes(rows, FROM, TO);
    expect([times?.table, times?.column, more]).toEqual(["public.birth_registry", "born_at", []]);
    expect(times?.at.map((part) => part.toFixed(3))).toEqual(["0.100", "0.500"]);
  });

  it("are those of each table by itself: one may say them and another not", () => {
    const rows = [
      birth({ born_at: "2026-06-19 11:00:00+00" }),
      birth({ id: "7" }, { table: "public.event_outbox" }),
    ];
    expect(birthTimes(rows, FROM, TO)).toEqual([
      { table: "public.birth_registry", column: "born_at", at: [0.1] },
      { table: "public.event_outbox", column: null, at: [] },
    ]);
  });

  it.each<[string, RowChange[]]>([
    ["no column holds a moment", [birth({ entity_code: "E-1", note: "2026-06-19" })]],
    ["a row states none", [birth({ born_at: "2026-06-19 11:00:00+00" }), birth({ born_at: null })]],
    ["a row lacks the column", [birth({ born_at: "2026-06-19 11:00:00+00" }), birth({ other: "x" })]],
    ["a row states one before the bracket", [birth({ born_at: "2026-06-19 09:59:59+00" })]],
    ["a row states one after the bracket", [birth({ born_at: "2026-06-19 20:00:01+00" })]],
    ["the moment is in another form or zone", [birth({ born_at: "2026-06-19 11:00:00+07" })]],
  ])("are not known where %s", (_, rows) => {
    expect(birthTimes(rows, FROM, TO)).toEqual([{ table: "public.birth_registry", column: null, at: [] }]);
  });

  it("are not known where the captures do not enclose anything", () => {
    const [times] = birthTimes([birth({ born_at: "2026-06-19 11:00:00+00" })], TO, FROM);
    expect(times).toMatchObject({ column: null, at: [] });
  });

  it("are no matter of rows that are no explained births", () => {
    expect(
      birthTimes([birth({ born_at: "2026-06-19 11:00:00+00" }, { explained: false })], FROM, TO),
    ).toEqual([]);
  });

  it("are counted whole when they are spread, the last moment in the last part", () => {
    expect(spread([0, 0.1, 0.49, 0.5, 1], 4)).toEqual([2, 1, 1, 1]);
  });
});
