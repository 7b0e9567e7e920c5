import type { Facts } from "./facts";
import { unlookedDetail } from "./facts";
import { listed, type Sheet } from "./judge";

export function judgeCatalog({ catalog }: Facts, sheet: Sheet<"NT-7">): void {
  if (catalog === null) {
    sheet.noEvidence(
      "catalog",
      null,
      null,
      "The catalogue was not recorded on both sides: capture before and after.",
    );
    return;
  }
  const { before, after, missing } = catalog;
  const changes = catalog.changes.map((c) => `${c.part}: ${c.name} ${c.kind}`);
  if (changes.length === 0 && missing.length > 0)
    sheet.noEvidence(
      "catalog",
      before,
      after,
      `Not recorded on both sides: ${missing.join(", ")}; capture both with this version of notouch, under a role that sees them.`,
    );
  else if (changes.length > 0)
    sheet.fail(
      "catalog",
      before,
      after,
      `The production catalogue changed${listed({ count: changes.length, keys: changes }, 10)}; find who did it, put it back and repeat the pilot.`,
      ["F-OPEN-8"],
    );
  else
    sheet.same(
      "catalog",
      before,
      after,
      {
        same: "Columns, constraints, triggers, functions, extensions, sequences, roles, publications and grants of production are what they were.",
        differs: "The two catalogues have other fingerprints, and no definition tells why.",
      },
      ["F-OPEN-8"],
    );
}

export function judgeCoverage({ coverage, profile }: Facts, sheet: Sheet<"NT-7">): void {
  if (profile === null || coverage === null) return;
  const { found, covered } = coverage;
  const gaps = coverage.gaps.filter((g) => g.watched !== false);
  const names = gaps.map((g) => `${g.kind} ${g.name} (${g.detail})`);
  const blind = unlookedDetail("coverage", [coverage]);
  if (gaps.length > 0)
    sheet.noEvidence(
      "coverage",
      found,
      covered,
      `Not watched by the profile${listed({ count: gaps.length, keys: names }, 10)}; add them to the profile, or exclude them with a reason.`,
    );
  else if (blind !== null) sheet.noEvidence("coverage", found, covered, blind);
  else if (found === null || covered === null)
    sheet.noEvidence(
      "coverage",
      found,
      covered,
      "How many tables there are was not recorded on both sides: capture before and after.",
    );
  else
    sheet.pass(
      "coverage",
      found,
      covered,
      "Every table of the watched schemas plays a part in the profile, or is excluded with a reason.",
      String(covered - found),
    );
}
