import { join } from "node:path";
import { fsck } from "@/db/fsck/fsck";
import { FsckReport } from "@/db/fsck/report";
import { adoptKey, type CheckpointKeeper, signCheckpoint } from "@/db/ledger/checkpoint";
import { append } from "@/db/ledger/ledger";
import { inclusionProof, ledgerSize } from "@/db/ledger/tree";
import { type Db, type OpenDatabase, openDatabase } from "@/db/store/client";
import { makeSignerKey, parseSignerKey } from "@/lib/ledger/signer";
import { median } from "./process";
import type { Figure } from "./report";

/** Appends wait for each other by design; more lanes than this only wait longer. */
const LANES = 8;

/** Entries a second by several writers at once, what a proof costs, and what fsck makes of it all. */
export async function ledgerFigures(
  url: string,
  folder: string,
  entries: number,
): Promise<readonly Figure[]> {
  const embedded = await openDatabase({ url: null, folder: join(folder, "db") });
  const figures = await measured("PGlite", embedded, [embedded], entries, null);
  const [first, second] = [await openDatabase({ url, folder: "" }), await openDatabase({ url, folder: "" })];
  return [...figures, ...(await measured("PostgreSQL, two servers", first, [first, second], entries, 100))];
}

async function measured(
  name: string,
  { db }: OpenDatabase,
  servers: readonly OpenDatabase[],
  entries: number,
  bar: number | null,
): Promise<Figure[]> {
  try {
    const signer = parseSignerKey(makeSignerKey("bench"));
    await adoptKey(db, signer);
    const waits: number[] = [];
    const started = performance.now();
    await Promise.all(
      Array.from({ length: LANES }, async (_, lane) => {
        const server = servers[lane % servers.length] ?? servers[0];
        for (let n = lane; server && n < entries; n += LANES) waits.push(await timedAppend(server.db, n));
      }),
    );
    const seconds = (performance.now() - started) / 1000;
    const p99 = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN;
    const proofs: number[] = [];
    const size = await ledgerSize(db);
    for (let i = 0; i < 50; i++) {
      const asked = performance.now();
      await inclusionProof(db, Math.floor((i * size) / 50));
      proofs.push(performance.now() - asked);
    }
    const perSecond = entries / seconds;
    return [
      {
        what: `ledger on ${name}: entries a second, ${LANES} writers at once`,
        figure: perSecond.toFixed(0),
        bar: bar === null ? "-" : `≥ ${bar}`,
        good: bar === null ? null : perSecond >= bar,
      },
      {
        what: "… p99 of one append",
        figure: `${p99.toFixed(1)} ms`,
        bar: bar === null ? "-" : "< 100 ms",
        good: bar === null ? null : p99 < 100,
      },
      {
        what: `… inclusion proof among ${size} entries, checked before it is given out`,
        figure: `${median(proofs).toFixed(1)} ms`,
        bar: "-",
        good: null,
      },
      await checked(db, signer),
    ];
  } finally {
    for (const server of servers) await server.close();
  }
}

async function timedAppend(db: Db, n: number): Promise<number> {
  const asked = performance.now();
  await db.transaction((tx) =>
    append(tx, { kind: "signed-in", actor: "bench", run: null, at: new Date(), body: { n } }),
  );
  return performance.now() - asked;
}

async function checked(db: Db, signer: Parameters<typeof signCheckpoint>[1]): Promise<Figure> {
  let note = "";
  const keeper: CheckpointKeeper = {
    read: () => note || null,
    write: (signed) => {
      note = signed;
    },
  };
  await signCheckpoint(db, signer, keeper);
  const report = new FsckReport();
  const started = performance.now();
  await fsck(db, { checkpoints: [{ name: "bench", note }], pinned: signer.key, witnesses: [] }, report);
  if (report.outcome !== "sound")
    throw new Error(`fsck of an untouched ledger: ${JSON.stringify(report.broken)}`);
  const seconds = (performance.now() - started) / 1000;
  return {
    what: "… fsck: entries checked a second",
    figure: (report.checked.entries / seconds).toFixed(0),
    bar: "-",
    good: null,
  };
}
