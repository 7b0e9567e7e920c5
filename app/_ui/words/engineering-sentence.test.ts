import { describe, expect, it } from "vitest";
import { CLAIM_IDS, type ClaimId, type Verdict } from "@/lib/claims/catalog";
import type { Matrix } from "@/lib/verdict/matrix";
import { engineeringSentence } from "./engineering-sentence";

function matrixOf(
  engineering: Verdict,
  verdicts: Partial<Record<ClaimId, Verdict>>,
  more: Partial<Matrix> = {},
): Matrix {
  return {
    format: "notouch.matrix/1",
    run: "r",
    evaluator: "1.0.0",
    profile: null,
    evidence: { before: "sha256:1", staging: "sha256:2", afterRun: null, after: "sha256:3" },
    engineering,
    bracket: [],
    claims: CLAIM_IDS.map((id) => ({
      id,
      verdict: verdicts[id] ?? "PASS",
      failOpen: [],
      checks: [],
      rows: { changed: 0, inserted: 0, deleted: 0 },
    })),
    failOpen: [],
    caveats: [],
    matrixDigest: "sha256:4",
    ...more,
  };
}

const changes = (kinds: [number, number, number], tables: number, compared: number | null = 1213202) => ({
  compared,
  facets: {
    kinds: { changed: kinds[0], inserted: kinds[1], deleted: kinds[2] },
    tables: Array.from({ length: tables }, (_, i) => ({ table: `t${i}`, count: 1 })),
    claims: [],
    columns: [],
  },
});

describe("the sentence that an Owner can say aloud", () => {
  it("counts rows and tables of a failure", () => {
    const matrix = matrixOf("FAIL", { "NT-1": "FAIL", "NT-6": "NO_EVIDENCE" });
    expect(engineeringSentence(matrix, changes([3, 0, 0], 2))).toBe(
      "FAIL: 3 production rows changed in 2 tables; 6 of 8 pass, 1 fails, 1 has no evidence.",
    );
    expect(engineeringSentence(matrix, changes([0, 1, 2], 1))).toBe(
      "FAIL: 1 production row inserted and 2 deleted in 1 table; 6 of 8 pass, 1 fails, 1 has no evidence.",
    );
  });
  it("names the claim where no row differs", () => {
    expect(engineeringSentence(matrixOf("FAIL", { "NT-7": "FAIL" }), changes([0, 0, 0], 0))).toBe(
      "FAIL: no production row differs, but NT-7 does not hold; 7 of 8 pass, 1 fails.",
    );
  });
  it("never says that rows are equal where nothing was compared", () => {
    expect(engineeringSentence(matrixOf("FAIL", { "NT-7": "FAIL" }), changes([0, 0, 0], 0, null))).toBe(
      "FAIL: NT-7 does not hold; 7 of 8 pass, 1 fails.",
    );
  });
  it("says what was compared, and counts live births apart", () => {
    const caveats = [{ code: "live-births", table: "t", count: 93, detail: "" }];
    expect(engineeringSentence(matrixOf("PASS", {}, { caveats }), changes([0, 93, 0], 1))).toBe(
      "PASS: 1,213,202 production rows compared, none changed, 93 live births explained; all 8 claims pass.",
    );
  });
  it("names what is missing", () => {
    const matrix = matrixOf(
      "NO_EVIDENCE",
      { "NT-7": "NO_EVIDENCE", "NT-8": "NO_EVIDENCE" },
      { evidence: { before: "sha256:1", staging: "sha256:2", afterRun: null, after: null } },
    );
    expect(engineeringSentence(matrix, null)).toBe(
      "NO EVIDENCE: the after capture is missing; 6 of 8 pass, 2 have no evidence.",
    );
  });
  it("says the same in Vietnamese, with the codes as they are", () => {
    expect(
      engineeringSentence(
        matrixOf("FAIL", { "NT-1": "FAIL", "NT-6": "NO_EVIDENCE" }),
        changes([3, 1, 0], 2),
        "vi",
      ),
    ).toBe(
      "FAIL: 3 dòng production bị thay đổi và 1 được thêm trong 2 bảng; 6 trên 8 PASS, 1 FAIL, 1 chưa có bằng chứng.",
    );
    expect(engineeringSentence(matrixOf("PASS", {}), changes([0, 0, 0], 0), "vi")).toBe(
      "PASS: đã so sánh 1.213.202 dòng production, không dòng nào thay đổi; cả 8 khẳng định đều PASS.",
    );
  });
});
