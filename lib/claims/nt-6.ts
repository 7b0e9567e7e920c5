import { capabilityState, type Facts, unlookedDetail } from "./facts";
import { type Claim, comparedTable, FIND_WRITER, rowsOf, type Sheet, SNAPSHOT_BRACKET } from "./judge";
import { registryTable } from "./registry-table";

/** NT-6: no staging candidate could reach the certifier, and the pilot's role could not write production. */
export const NT_6: Claim<"NT-6"> = {
  id: "NT-6",
  needs: SNAPSHOT_BRACKET,
  judge(facts, sheet) {
    const table = comparedTable(sheet, registryTable(facts), "certifications");
    if (table)
      sheet.none(
        "certifications",
        table.diff.tallies.gained,
        {
          none: "No row was certified inside the bracket.",
          some: `Inside the bracket ${rowsOf(table.name, table.diff.tallies.gained.count)} became certified`,
          settle: FIND_WRITER,
        },
        ["F-OPEN-2", "F-OPEN-8"],
      );
    judgeCertifier(facts, sheet);
    judgeSeparation(facts, sheet);
    judgeCapability(facts, sheet);
    if (table) sheet.rows({ changed: table.diff.tallies.gained.count, inserted: 0, deleted: 0 });
  },
};

function judgeCertifier({ profile, certifier }: Facts, sheet: Sheet<"NT-6">): void {
  if (profile && !profile.certifier) {
    sheet.pass("certifier", "none", "none", "The profile names no certifier.");
    return;
  }
  const { before, staging, after } = certifier;
  if (!before || !after) {
    sheet.noEvidence(
      "certifier",
      null,
      null,
      "The certifier was not recorded on both sides: capture before and after.",
    );
    return;
  }
  const named = profile?.certifier;
  const name = named ? `${named.trigger} on ${named.table} with ${named.function}` : "the certifier";
  const shown = (side: typeof before) =>
    `${side.trigger?.enabled ?? "-"} ${side.function?.digest ?? "absent"}`;
  const form = (side: typeof before) => JSON.stringify([side.trigger, side.function]);
  if (before.trigger === null || before.function === null) {
    if (form(before) === form(after))
      sheet.noEvidence(
        "certifier",
        shown(before),
        shown(after),
        `${name} is not in this database: correct the profile.`,
      );
    else
      sheet.fail(
        "certifier",
        shown(before),
        shown(after),
        `${name} was created inside the bracket; find out who did it and repeat the pilot with it in place.`,
        ["F-OPEN-8"],
      );
    return;
  }
  if (form(before) !== form(after) || (staging !== null && form(staging) !== form(before))) {
    const sides = [before, staging ?? before, after];
    const changed = sides.some((s) => s.function?.digest !== before.function?.digest)
      ? "function"
      : "trigger";
    sheet.fail(
      "certifier",
      shown(before),
      shown(after),
      `The ${changed} of ${name} is not what it was before; put it back and repeat the pilot.`,
      ["F-OPEN-8"],
    );
    return;
  }
  if (before.trigger.enabled !== "O" && before.trigger.enabled !== "A") {
    sheet.noEvidence(
      "certifier",
      shown(before),
      shown(after),
      `The trigger of ${name} is switched off, so that it did not fire proves nothing; switch it on and repeat the pilot.`,
    );
    return;
  }
  sheet.pass(
    "certifier",
    shown(before),
    shown(after),
    "The certifier's trigger and function are the same and enabled throughout.",
  );
}

function judgeSeparation({ links, separation, staging }: Facts, sheet: Sheet<"NT-6">): void {
  if (links === null || separation === null || staging === null) {
    sheet.noEvidence(
      "separation",
      null,
      null,
      "Paths between staging and production can be seen only while the surface exists: capture the staging surface.",
    );
    return;
  }
  const found = links.map((l) => `${l.kind} ${l.from} → ${l.to} (${l.detail})`);
  const blind = unlookedDetail("separation", [separation]);
  if (links.length === 0 && blind !== null) {
    sheet.noEvidence("separation", 0, null, blind);
    return;
  }
  sheet.none(
    "separation",
    { count: links.length, keys: found, staging: 0 },
    {
      none: "No trigger, rule, view, key, inheritance, type, function, publication, subscription, foreign server, search path or scheduled job joins the staging surface and production.",
      some: "Paths between staging and production",
      settle: "take them away and repeat the pilot on a surface of its own",
    },
    ["F-OPEN-8"],
  );
}

function judgeCapability({ capability }: Facts, sheet: Sheet<"NT-6">): void {
  const state = capabilityState(capability);
  if (capability === null || state === "unknown") {
    sheet.noEvidence(
      "capability",
      null,
      null,
      capability === null
        ? "What the pilot's role could do is unknown: capture the staging surface while the role exists."
        : capability.exists
          ? (unlookedDetail("capability", [capability]) ?? "")
          : `The role ${capability.role} did not exist when the staging surface was captured, so what the pilot could do is unknown.`,
    );
    return;
  }
  const found = [
    ...capability.attributes.map((a) => `attribute ${a}`),
    ...capability.rights.map((r) => `${r.privilege} on ${r.object} via ${r.via}`),
    ...capability.definers.map((d) => `${d.function} runs as ${d.owner}, executable via ${d.via}`),
  ];
  sheet.none(
    "capability",
    { count: found.length, keys: found, staging: 0 },
    {
      none: `${capability.role} could write nothing in production, directly, by membership or through a function.`,
      some: `${capability.role} could write production`,
      settle: "revoke that and repeat the pilot",
    },
    ["F-OPEN-8"],
  );
}
