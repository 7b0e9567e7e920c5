import { ledgerSize } from "../ledger/tree";
import type { Db } from "../store/client";
import { AccountHistory, checkAccounts } from "./accounts";
import { checkContent, checkEvidence } from "./content";
import { checkEntries, type Outside } from "./entries";
import { checkBeyond, checkRows } from "./records";
import type { FsckReport } from "./report";
import { checkDecisions, checkVerdicts } from "./verdicts";

/**
 * Checks everything that is stored, against everything else that is stored and against what was kept outside. Reads
 * only. Entries and records are taken up to where the ledger stands now, so that a server may go on appending.
 * Memory is bounded by batches, whatever the size of the store; the figures of measured pages are all that adds up.
 */
export async function fsck(db: Db, outside: Outside, report: FsckReport): Promise<void> {
  const size = await ledgerSize(db);
  const accounts = new AccountHistory();
  report.begin("entries", size);
  await checkEntries(db, size, outside, report, async (entries, from, to) => {
    for (const entry of entries) accounts.take(entry, report);
    await checkRows(db, entries, from, to, report);
  });
  report.begin("projections", report.checked.projections);
  await checkBeyond(db, size, report);
  await checkAccounts(db, size, accounts, report);
  await checkContent(db, report);
  await checkEvidence(db, report);
  await checkVerdicts(db, report);
  await checkDecisions(db, accounts, report);
}
