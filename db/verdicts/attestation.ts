import { and, desc, eq } from "drizzle-orm";
import { type Envelope, signEnvelope } from "@/lib/ledger/dsse";
import type { Signer } from "@/lib/ledger/note";
import { formatStatement, STATEMENT_PAYLOAD_TYPE } from "@/lib/verdict/attestation";
import type { Matrix } from "@/lib/verdict/matrix";
import { requireInForce } from "../ledger/checkpoint";
import { receiptAt } from "../ledger/ledger";
import type { Db } from "../store/client";
import { verdict } from "../store/schema";

/** The matrix in force of a run, as an in-toto statement in an envelope that the ledger's key signs. */
export async function attest(db: Db, runId: string, matrix: Matrix, signer: Signer): Promise<Envelope> {
  await requireInForce(db, signer);
  const [row] = await db
    .select({ index: verdict.ledgerIndex })
    .from(verdict)
    .where(and(eq(verdict.runId, runId), eq(verdict.matrixDigest, matrix.matrixDigest)))
    .orderBy(desc(verdict.ledgerIndex))
    .limit(1);
  if (!row) throw new Error("invariant broken: a matrix in force is that of a verdict");
  const { index, hash } = await receiptAt(db, row.index);
  const statement = formatStatement(matrix, { origin: signer.key.name, index, hash });
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, new TextEncoder().encode(statement), [signer]);
}
