import type { Scenario } from "./scenario";
import { CAPABILITY } from "./scenarios/capability";
import { CLEAN } from "./scenarios/clean";
import { COVERAGE } from "./scenarios/coverage";
import { LIVING } from "./scenarios/living";
import { NT_1 } from "./scenarios/nt-1";
import { NT_2 } from "./scenarios/nt-2";
import { NT_3 } from "./scenarios/nt-3";
import { NT_4 } from "./scenarios/nt-4";
import { NT_5 } from "./scenarios/nt-5";
import { NT_6 } from "./scenarios/nt-6";
import { NT_7 } from "./scenarios/nt-7";
import { NT_8 } from "./scenarios/nt-8";
import { CATALOG, RESIDUE } from "./scenarios/residue";
import { SEPARATION } from "./scenarios/separation";
import { STAGING } from "./scenarios/staging";
import { SWAPS } from "./scenarios/swaps";

/** Every pilot from SQL to matrix, a file a claim or a topic; each name stands once. */
export const SCENARIOS: readonly Scenario[] = [
  ...CLEAN,
  ...NT_1,
  ...NT_2,
  ...NT_3,
  ...NT_4,
  ...NT_5,
  ...NT_6,
  ...CAPABILITY,
  ...SEPARATION,
  ...NT_7,
  ...RESIDUE,
  ...CATALOG,
  ...COVERAGE,
  ...NT_8,
  ...LIVING,
  ...STAGING,
  ...SWAPS,
];
