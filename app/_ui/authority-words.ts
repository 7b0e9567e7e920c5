import type { Authority } from "@/lib/authority/authority";

/** State, basis and one sentence about authority. It never mentions the engineering verdict. */
export function authorityWords(authority: Authority): {
  state: "HOLD" | "AUTHORIZED";
  basis: string;
  sentence: string;
} {
  if (authority.state === "AUTHORIZED") {
    const { decidedBy, expiresAt, scope } = authority.decision;
    const until = expiresAt === null ? "" : ` until ${utcDay(expiresAt)}`;
    return {
      state: "AUTHORIZED",
      basis: "by decision",
      sentence: `${decidedBy} authorized${until}: ${scope ?? ""}`,
    };
  }
  switch (authority.basis) {
    case "default":
      return { state: "HOLD", basis: "by default", sentence: "Nobody has decided." };
    case "recorded":
      return {
        state: "HOLD",
        basis: "by decision",
        sentence: `${authority.decision.decidedBy} decided HOLD: ${authority.decision.reason}`,
      };
    case "superseded":
      return {
        state: "HOLD",
        basis: "superseded",
        sentence: `The evidence or the verdict is newer than the decision of ${authority.decision.decidedBy}. It no longer counts.`,
      };
    case "expired":
      return {
        state: "HOLD",
        basis: "expired",
        sentence: `The authorization by ${authority.decision.decidedBy} has expired${
          authority.decision.expiresAt === null ? "" : ` on ${utcDay(authority.decision.expiresAt)}`
        }.`,
      };
    case "revoked":
      return {
        state: "HOLD",
        basis: "revoked",
        sentence: `${authority.decision.decidedBy} revoked the authorization: ${authority.decision.reason}`,
      };
  }
}

function utcDay(at: string): string {
  return at.slice(0, 10);
}
