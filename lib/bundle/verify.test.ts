import { promisify } from "node:util";
import { deflateRaw, inflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalJson } from "../base/canonical";
import { sha256 } from "../base/hash";
import { parseReport } from "../claims/report";
import { birth, fixtureEvidence, registry } from "../evidence/fixture";
import { entryHash, formatEntry, parseEntry } from "../ledger/entry";
import { formatVerifierKey } from "../ledger/note";
import { ed25519Signer } from "../ledger/signer";
import { type Matrix, sealMatrix } from "../verdict/matrix";
import { sourceOf } from "./container";
import type { Inflate } from "./content";
import {
  type BundleOptions,
  checkpointOf,
  type FixtureBundle,
  type FixtureEvent,
  fixtureBundle,
  whole,
} from "./fixture";
import { STEP_IDS, type StepId } from "./protocol";
import { type BundleReport, type VerifyOptions, verifyBundle } from "./verify";
import { writeBundle } from "./write";

const deflate = promisify(deflateRaw) as (bytes: Uint8Array) => Promise<Uint8Array>;
const inflate: Inflate = async (stored, limit) => {
  const { buffer, engine } = inflateRawSync(stored, {
    maxOutputLength: limit,
    info: true,
  } as object) as unknown as {
    buffer: Uint8Array;
    engine: { bytesWritten: number };
  };
  if (engine.bytesWritten !== stored.length) throw new Error("bytes after the end");
  return buffer;
};
const signer = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(7));
const thief = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(9));
const NOW = new Date("2026-06-21T00:00:00Z");

const bundle = (over: Partial<BundleOptions> = {}) => fixtureBundle({ signer, deflate, ...over });
const verify = (bytes: Uint8Array, over: Partial<VerifyOptions> = {}) =>
  verifyBundle(sourceOf(bytes), { inflate, now: NOW, ...over });
const rewrite = async (made: FixtureBundle, over: object) => whole(writeBundle({ ...made.parts, ...over }));

/** The steps that did not hold, each with what it ended as. */
const broken = ({ steps }: BundleReport) =>
  Object.fromEntries(
    steps
      .filter((s) => !["verified", "skipped", "unreached"].includes(s.outcome))
      .map((s) => [s.id, s.outcome]),
  ) as Partial<Record<StepId, string>>;
const places = ({ steps }: BundleReport) =>
  steps.flatMap((s) => s.places.map((p) => `${p.at}: ${p.problem}`)).join("\n");

const LEAK = {
  after: {
    tables: {
      "public.birth_registry": registry([
        birth("E-1", { owner: "pilot" }),
        birth("E-2", { certified: "t", certified_at: "2026-03-21 00:00:00+00" }),
        birth("E-3"),
      ]),
    },
  },
} satisfies BundleOptions["captures"];

const decided =
  (over: Partial<FixtureEvent> & { body?: FixtureEvent["body"] } = {}) =>
  ({ matrixDigest, caveats }: Matrix): FixtureEvent[] => [
    {
      kind: "decided",
      actor: over.actor ?? "olivia",
      body: {
        kind: "AUTHORIZE",
        matrixDigest,
        reason: "Proven",
        scope: "One more pilot",
        expiresAt: "2026-06-25T00:00:00.000Z",
        revisitAt: null,
        acknowledgedCaveats: caveats.map((c) => (c.table === null ? c.code : `${c.code}:${c.table}`)),
        acknowledgedBlockers: [],
        decision: "1",
        presence: "password",
        ...over.body,
      },
    },
  ];

/** Something in the middle of a member, never its first byte. */
function flip(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}

describe("a bundle", () => {
  let clean: FixtureBundle;
  let leaky: FixtureBundle;
  beforeAll(async () => {
    clean = await bundle({ decide: decided() });
    leaky = await bundle({ captures: LEAK });
  });

  it("of a clean run verifies in every step, and says what it stands on", async () => {
    const report = await verify(clean.bytes);
    expect(broken(report), places(report)).toEqual({});
    expect(report.outcome).toBe("verified");
    expect(report.steps.map((s) => s.id)).toEqual(STEP_IDS);
    expect(report.steps.find((s) => s.id === "earlier")?.outcome).toBe("skipped");
    expect(report.said?.authority).toEqual({ state: "AUTHORIZED", basis: "recorded" });
    expect(report.said?.key).toEqual({ vkey: formatVerifierKey(signer.key), pinned: false });
    const later = await verify(clean.bytes, { now: new Date("2026-07-01T00:00:00Z") });
    expect([later.outcome, later.said?.authority]).toEqual(["verified", { state: "HOLD", basis: "expired" }]);
  });

  it("of a run that leaked verifies too: its verdict is FAIL, and the rows are found again", async () => {
    const rows: string[] = [];
    const report = await verify(leaky.bytes, {
      onChange: (c) => rows.push(`${c.table} ${c.key} ${c.columns}`),
    });
    expect(report.outcome).toBe("verified");
    expect(report.said?.document.matrix.engineering).toBe("FAIL");
    expect(rows).toEqual(["public.birth_registry E-1 owner"]);
    expect(report.said?.authority).toEqual({ state: "HOLD", basis: "default" });
  });

  it("is the same bytes for the same run at the same checkpoint", async () => {
    expect(sha256(await rewrite(clean, {}))).toBe(sha256(clean.bytes));
  });

  it("with only what judging opens says how much is named by digest alone; with everything nothing is", async () => {
    const many = Array.from({ length: 4000 }, (_, i) => birth(`K-${i}`));
    const tables = { "public.birth_registry": registry(many) };
    const captures = { before: { tables }, after: { tables } };
    const [opened, all] = [await bundle({ captures }), await bundle({ captures, extent: "all" })];
    const [some, every] = [await verify(opened.bytes), await verify(all.bytes)];
    expect([some.outcome, every.outcome]).toEqual(["verified", "verified"]);
    const of = (report: BundleReport) =>
      report.said?.coverage.find((c) => c.phase === "after" && c.rows === 4000);
    expect(of(every)?.rowsHere).toBe(4000);
    expect(of(some)?.rowsHere).toBeLessThan(4000);
    const says = some.steps.find((s) => s.id === "counts")?.says;
    expect(says).toMatch(/rows are named by digest alone/);
    expect(every.steps.find((s) => s.id === "counts")?.says).not.toMatch(/digest alone/);
    expect(opened.bytes.length).toBeLessThan(all.bytes.length);
    // A bundle that says it holds everything, and does not.
    const content = new Map([...all.parts.content].filter(([, kind]) => kind !== "chunks"));
    const lacking = await verify(await rewrite(all, { content }));
    expect(broken(lacking)).toEqual({ counts: "altered" });
    expect(places(lacking)).toContain("says it holds everything");
  });

  it("has no byte that could be altered unseen", async () => {
    const small = await bundle({ phases: ["before"], others: [1, 0] });
    for (let at = 0; at < small.bytes.length; at++) {
      const { outcome } = await verify(flip(small.bytes, at), { hasty: true });
      if (outcome !== "altered") expect.fail(`byte ${at} of ${small.bytes.length}: ${outcome}`);
    }
    expect((await verify(small.bytes)).outcome).toBe("verified");
  });

  it("has no byte that could be altered without naming the place, also where the seal is made anew", async () => {
    const content = [...clean.parts.content.keys()];
    for (const digest of content) {
      const read = async (d: string) => {
        const bytes = await clean.parts.read(d);
        return d === digest ? flip(bytes, bytes.length >> 1) : bytes;
      };
      const report = await verify(await rewrite(clean, { read }));
      expect(report.outcome, digest).toBe("altered");
      expect(places(report)).toContain(`/${digest}: its bytes hash to`);
      expect(broken(report).seal).toBeUndefined();
    }
    for (let at = 5; at < clean.bytes.length; at += 701) {
      const report = await verify(flip(clean.bytes, at));
      expect(report.outcome, `byte ${at}`).toBe("altered");
      expect(places(report), `byte ${at}`).not.toBe("");
    }
  });

  it("cut off anywhere, or longer than it was, is altered; an empty file and another kind of file are nothing", async () => {
    for (let size = 1; size < clean.bytes.length; size += 997)
      expect((await verify(clean.bytes.slice(0, size))).outcome, `${size} bytes`).toBe("altered");
    for (const cut of [1, 512, 1024, 1025])
      expect((await verify(clean.bytes.slice(0, -cut))).outcome).toBe("altered");
    for (const more of [1, 512, 10240]) {
      const longer = new Uint8Array(clean.bytes.length + more);
      longer.set(clean.bytes);
      const report = await verify(longer);
      expect(report.outcome).toBe("altered");
      expect(places(report)).toContain("bytes after the end");
    }
    expect((await verify(new Uint8Array(0))).outcome).toBe("nothing");
    expect((await verify(new TextEncoder().encode("not a bundle at all".repeat(100)))).outcome).toBe(
      "altered",
    );
    const later = canonicalJson({ ...clean.document, format: "notouch.bundle/2" });
    const newer = await whole(writeBundle({ ...clean.parts, document: JSON.parse(later) }));
    expect(broken(await verify(newer))).toEqual({ document: "nothing" });
  });

  it("without evidence, or judged by another evaluator, verifies nothing and is no yes", async () => {
    const bare = await verify((await bundle({ phases: [] })).bytes);
    expect([bare.outcome, broken(bare)]).toEqual(["nothing", { claims: "nothing" }]);
    const other = await bundle({ matrix: (m) => sealMatrix({ ...m, evaluator: "0.0.1" }) });
    const report = await verify(other.bytes);
    expect([report.outcome, broken(report)]).toEqual(["nothing", { claims: "nothing" }]);
  });

  describe("that was tampered with", () => {
    it("by dropping an entry names the entry", async () => {
      const entries = clean.document.entries.filter(({ text }) => parseEntry(text).kind !== "decided");
      const dropped = parseEntry(clean.document.entries.at(-1)?.text ?? "").index;
      const document = { ...clean.document, entries };
      // The thief has no key, so the seal stays the one of before.
      const swapped = await resealedWith(clean, { document });
      const report = await verify(swapped);
      expect(report.outcome).toBe("altered");
      expect(places(report)).toContain(`entry ${dropped}: was sealed into the bundle and is gone`);
    });

    it("by dropping an entry of evidence, even by whoever holds the key", async () => {
      const entries = clean.document.entries.filter((_, i) => i !== 3);
      const report = await verify(await rewrite(clean, { document: { ...clean.document, entries } }));
      expect(broken(report)).toEqual({ history: "altered" });
      expect(places(report)).toContain("matrix evidence.staging");
    });

    it("by swapping proofs names the entries", async () => {
      const [key, a, b, ...rest] = clean.document.entries;
      if (!key || !a || !b) throw new Error("entries");
      const entries = [key, { ...a, proof: b.proof }, { ...b, proof: a.proof }, ...rest];
      const report = await verify(await rewrite(clean, { document: { ...clean.document, entries } }));
      expect(broken(report)).toEqual({ inclusion: "altered" });
      expect(places(report)).toMatch(/entry 4: the proof leads to/);
      expect(places(report)).toMatch(/entry 5: the proof leads to/);
    });

    it("by rewriting an entry names the entry", async () => {
      const entries = clean.document.entries.map(({ text, proof }) => {
        const entry = parseEntry(text);
        return entry.kind === "decided"
          ? { text: formatEntry({ ...entry, body: { ...entry.body, scope: "Everything" } }), proof }
          : { text, proof };
      });
      const report = await verify(await rewrite(clean, { document: { ...clean.document, entries } }));
      expect(broken(report)).toEqual({ inclusion: "altered" });
    });

    it("by re-signing the checkpoint: with another key, or everything with another key where the true one is pinned", async () => {
      const checkpoint = await checkpointOf(clean.entries, clean.entries.length, thief);
      const one = await verify(await rewrite(clean, { document: { ...clean.document, checkpoint } }));
      expect(broken(one)).toEqual({ checkpoint: "altered" });
      const forged = await bundle({ signer: thief });
      expect((await verify(forged.bytes)).said?.key.pinned).toBe(false);
      const pinned = await verify(forged.bytes, { pinned: signer.key });
      expect(broken(pinned)).toEqual({ keys: "altered" });
      const kept = await checkpointOf(clean.entries, 4, signer);
      expect(broken(await verify(forged.bytes, { earlier: kept }))).toEqual({ earlier: "altered" });
      expect((await verify(clean.bytes, { pinned: signer.key })).said?.key.pinned).toBe(true);
    });

    it("never, by a key that the former one vouched for: whoever pinned any key of the chain follows it", async () => {
      const next = ed25519Signer("notouch.example/ledger", new Uint8Array(32).fill(11));
      const rotated = await bundle({ former: signer, signer: next });
      for (const pinned of [undefined, signer.key, next.key])
        expect((await verify(rotated.bytes, { pinned })).outcome).toBe("verified");
      expect(broken(await verify(rotated.bytes, { pinned: thief.key }))).toEqual({ keys: "altered" });
      // Kept when the former key still signed.
      const kept = await checkpointOf(rotated.entries, 5, signer);
      for (const pinned of [undefined, signer.key, next.key])
        expect((await verify(rotated.bytes, { earlier: kept, pinned })).outcome).toBe("verified");
      // The former key no longer signs.
      const checkpoint = await checkpointOf(rotated.entries, rotated.entries.length, signer);
      const stale = await rewrite(rotated, { document: { ...rotated.document, checkpoint } });
      expect(broken(await verify(stale))).toEqual({ checkpoint: "altered" });
    });

    it("as a fork of the ledger is found by a checkpoint kept from before", async () => {
      const kept = await checkpointOf(clean.entries, 8, signer);
      expect((await verify(clean.bytes, { earlier: kept })).outcome).toBe("verified");
      // The same server, the same key, another history.
      const fork = await bundle({ decide: decided(), captures: LEAK });
      const report = await verify(fork.bytes, { earlier: kept });
      expect(broken(report).earlier).toBe("altered");
      expect(places(report)).toContain("checkpoint of 8 entries: its root was");
      const cut = await checkpointOf([...clean.entries, "more"], clean.entries.length + 1, signer);
      expect(broken(await verify(clean.bytes, { earlier: cut }))).toEqual({ earlier: "altered" });
      expect(broken(await verify(clean.bytes, { earlier: "not a note" }))).toEqual({ earlier: "altered" });
    });

    it("with leaves that are not the tree's", async () => {
      const leaves = clean.parts.leaves.with(0, entryHash("another"));
      expect(broken(await verify(await rewrite(clean, { leaves })))).toEqual({ tree: "altered" });
      const fewer = clean.parts.leaves.slice(0, -1);
      expect(broken(await verify(await rewrite(clean, { leaves: fewer })))).toEqual({ tree: "altered" });
    });

    it("with another run's matrix, sealed or not", async () => {
      const other = await bundle({ run: "r2" });
      const document = { ...clean.document, matrix: other.document.matrix };
      const report = await verify(await rewrite(clean, { document }));
      expect(report.outcome).toBe("altered");
      expect(broken(report).history).toBe("altered");
      expect(places(report)).toContain("matrix evidence.before");
      // The leaky matrix of the same captures but one.
      const same = await verify(
        await rewrite(clean, { document: { ...clean.document, matrix: leaky.document.matrix } }),
      );
      expect(same.outcome).toBe("altered");
    });

    it("with a matrix that does not hash to its digest, or that the ledger does not name", async () => {
      const matrix = { ...leaky.document.matrix, engineering: "PASS" as const };
      const unsealed = await verify(await rewrite(leaky, { document: { ...leaky.document, matrix } }));
      expect(broken(unsealed).verdict).toBe("altered");
      const resealed = sealMatrix(matrix);
      const report = await verify(
        await rewrite(leaky, { document: { ...leaky.document, matrix: resealed } }),
      );
      expect(broken(report).verdict).toBe("altered");
      expect(report.outcome).toBe("altered");
    });

    it("with content too much or too little", async () => {
      const stranger = await fixtureEvidence({ phase: "before", run: "r9" });
      const content = new Map(clean.parts.content).set(stranger.evidence.digest, "manifests");
      const read = async (d: string) =>
        d === stranger.evidence.digest ? stranger.manifest : clean.parts.read(d);
      const more = await verify(await rewrite(clean, { content, read }));
      expect(broken(more)).toEqual({ counts: "altered" });
      expect(places(more)).toContain(
        `manifests/${stranger.evidence.digest}: no manifest or page that is here leads to it`,
      );
      for (const [digest, kind] of clean.parts.content) {
        const fewer = new Map(clean.parts.content);
        fewer.delete(digest);
        const report = await verify(await rewrite(clean, { content: fewer }));
        expect(report.outcome, `${kind}/${digest}`).toBe("altered");
        // Without a page its chunks lead nowhere, and they are what is named.
        expect(places(report)).toMatch(kind === "pages" ? /[0-9a-f]{64}/ : new RegExp(digest));
      }
    });
  });

  describe("of a server that lies", () => {
    it("about a verdict is violated, and names the claims", async () => {
      const lie = (judged: Matrix): Matrix =>
        sealMatrix({
          ...judged,
          engineering: "PASS",
          failOpen: [],
          claims: judged.claims.map((c) => ({ ...c, verdict: "PASS" as const, failOpen: [] })),
        });
      const report = await verify((await bundle({ captures: LEAK, matrix: lie, decide: decided() })).bytes);
      expect([report.outcome, broken(report)]).toEqual(["violated", { claims: "violated" }]);
      expect(places(report)).toContain("NT-3: recorded as PASS, the evidence gives FAIL");
    });

    it("about a single figure is violated", async () => {
      const lie = (judged: Matrix): Matrix =>
        sealMatrix({
          ...judged,
          claims: judged.claims.map((c) =>
            c.id === "NT-4"
              ? { ...c, checks: c.checks.map((k, i) => (i === 0 ? { ...k, before: "4" } : k)) }
              : c,
          ),
        });
      const report = await verify((await bundle({ matrix: lie })).bytes);
      expect([report.outcome, broken(report)]).toEqual(["violated", { claims: "violated" }]);
      expect(places(report)).toMatch(/NT-4\.\S+: the evidence gives/);
    });

    it.each<[string, Parameters<typeof decided>[0], Partial<BundleOptions>, string]>([
      ["on a FAIL", {}, { captures: LEAK }, "AUTHORIZE on an engineering FAIL"],
      ["by a contributor", { actor: "erik" }, {}, "who contributed"],
      ["by a contributor's key", { actor: "erik#k1" }, {}, "by an API key"],
      [
        "of another matrix",
        { body: { matrixDigest: `sha256:${"0".repeat(64)}` } },
        {},
        "the verdict before it is",
      ],
      ["without a scope", { body: { scope: " " } }, {}, "without a scope"],
      ["without an end", { body: { expiresAt: null } }, {}, "without an expiry"],
      [
        "for too long",
        { body: { expiresAt: "2027-06-25T00:00:00.000Z" } },
        {},
        "without an expiry within 90 days",
      ],
      ["without a reason", { body: { reason: "" } }, {}, "has no reason"],
    ])("about an authorization %s is violated", async (_, over, options, problem) => {
      const report = await verify((await bundle({ ...options, decide: decided(over) })).bytes);
      expect([report.outcome, broken(report)], places(report)).toEqual([
        "violated",
        { decision: "violated" },
      ]);
      expect(places(report)).toContain(problem);
    });

    it("about what came after the verdict is violated", async () => {
      const late = (): FixtureEvent[] => [{ kind: "declared", actor: "erik", body: { result: "FAIL" } }];
      const report = await verify((await bundle({ decide: late })).bytes);
      expect(report.outcome).toBe("violated");
      expect(places(report)).toContain("was recorded after the verdict");
    });
  });

  it("judges the declared result with the evidence", async () => {
    const declared = await bundle({ captures: LEAK, declared: "PASS" });
    const report = await verify(declared.bytes);
    expect(report.outcome).toBe("verified");
    expect(report.said?.document.matrix.failOpen).toContain("F-OPEN-10");
  });

  it("judges the report that the declared result rests on, out of the ledger", async () => {
    const report = parseReport({ claims: [{ id: "NT-2", verdict: "PASS", before: 7, after: 7 }] }, "r1");
    const verified = await verify((await bundle({ declared: "PASS", report })).bytes);
    expect(verified.outcome).toBe("verified");
    const silent = verified.said?.document.matrix.claims[7]?.checks.filter((c) => c.verdict === "FAIL");
    expect(silent?.map((c) => c.id)).toEqual(["NT-8.report.NT-2"]);
  });
});

/** What somebody without the key can do: every byte but the seal's, which stays the old one. */
async function resealedWith(made: FixtureBundle, over: object): Promise<Uint8Array> {
  const changed = await rewrite(made, over);
  const [from, to] = [sealAt(made.bytes), sealAt(changed)];
  return Buffer.concat([changed.subarray(0, to), made.bytes.subarray(from)]);
}

function sealAt(bytes: Uint8Array): number {
  return Buffer.from(bytes).lastIndexOf("seal.note\0");
}
