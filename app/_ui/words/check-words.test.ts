import { describe, expect, it } from "vitest";
import { CLAIM_IDS } from "@/lib/claims/catalog";
import { CHECK_KINDS } from "@/lib/claims/check-kinds";
import { parseReport } from "@/lib/claims/report";
import { birth, fixtureEvidence, registry } from "@/lib/evidence/fixture";
import { evaluate } from "@/lib/verdict/evaluate";
import { checkKind, checkKinds } from "./check-words";
import { LANGUAGE_IDS } from "./language";

const rows = (...births: ReturnType<typeof birth>[]) => ({
  tables: { "public.birth_registry": registry(births) },
});

/** Matrices whose checks together are of every kind: complete, broken, empty, declared, with and without `after-run`. */
async function matrices() {
  const before = await fixtureEvidence({ phase: "before" });
  const staging = await fixtureEvidence({ phase: "staging" });
  const afterRun = await fixtureEvidence({ phase: "after-run" });
  const after = await fixtureEvidence({ phase: "after" });
  const changed = await fixtureEvidence({
    phase: "after",
    ...rows(birth("E-1", { owner: "x" }), birth("E-9")),
  });
  const whole = await evaluate({ run: "r1", before, staging, after });
  const report = parseReport(JSON.parse(JSON.stringify(whole)), "r1");
  return Promise.all([
    evaluate({ run: "r1", declared: "PASS", report }),
    evaluate({ run: "r1", before, staging, after, declared: "PASS", report }),
    evaluate({ run: "r1", before, staging, after: changed, declared: "PASS", report }),
    evaluate({ run: "r1" }),
    evaluate({ run: "r1", before }),
    evaluate({ run: "r1", before, staging, after }),
    evaluate({ run: "r1", before, staging, afterRun, after, declared: "FAIL" }),
    evaluate({ run: "r1", before, staging, after: changed, declared: "PASS" }),
    evaluate({ run: "another", before, staging, after }),
  ]);
}

describe("explanations of checks", () => {
  it("there is one in every language for each check that a matrix holds", async () => {
    const ids = new Set(
      (await matrices()).flatMap((m) => m.claims.flatMap((c) => c.checks.map((k) => k.id))),
    );
    expect(ids.size).toBeGreaterThan(30);
    expect([...ids]).toEqual(
      expect.arrayContaining(["NT-8.report", "NT-8.report.NT-3", "NT-8.report.evidence"]),
    );
    for (const language of LANGUAGE_IDS)
      expect([...ids].filter((id) => checkKind(id, language) === null)).toEqual([]);
  });

  it("there is one in every language for each kind that a claim may use", () => {
    for (const language of LANGUAGE_IDS)
      for (const claim of CLAIM_IDS)
        expect(checkKinds(language).flatMap((k) => (k.claim === claim ? [k.kind] : []))).toEqual(
          expect.arrayContaining([...CHECK_KINDS[claim]]),
        );
  });

  it("each is two sentences, and no kind is explained that is another claim's", () => {
    for (const language of LANGUAGE_IDS)
      for (const { claim, kind, says } of checkKinds(language)) {
        expect(says.match(/[.](\s|$)/g)?.length, `${claim}.${kind}`).toBe(2);
        expect(checkKind(`${claim}.${kind}.anything`, language)).toEqual({ claim, kind, says });
      }
    expect(checkKind("NT-5.gained", "en")).toBeNull();
    expect(checkKind("NT-9.count", "en")).toBeNull();
  });
});
