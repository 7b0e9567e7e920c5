import type { ClaimId } from "./catalog";
import type { Claim } from "./judge";
import { NT_1 } from "./nt-1";
import { NT_2 } from "./nt-2";
import { NT_3 } from "./nt-3";
import { NT_4 } from "./nt-4";
import { NT_5 } from "./nt-5";
import { NT_6 } from "./nt-6";
import { NT_7 } from "./nt-7";

/** The claims that judge facts. NT-8 judges their results (nt-8.ts), so it is not one of them. */
export const JUDGES: Readonly<Record<Exclude<ClaimId, "NT-8">, Claim>> = {
  "NT-1": NT_1,
  "NT-2": NT_2,
  "NT-3": NT_3,
  "NT-4": NT_4,
  "NT-5": NT_5,
  "NT-6": NT_6,
  "NT-7": NT_7,
};

export type JudgedClaim = keyof typeof JUDGES;
export const JUDGED_CLAIMS = Object.keys(JUDGES) as JudgedClaim[];
