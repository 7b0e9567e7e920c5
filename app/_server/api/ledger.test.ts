import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asAdministrator } from "@/db/ledger/administrator";
import { openDatabase } from "@/db/store/client";
import { leafHash } from "@/lib/base/hash";
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from "@/lib/ledger/checkpoint";
import { openEnvelope } from "@/lib/ledger/dsse";
import { entryHash } from "@/lib/ledger/entry";
import {
  cosign,
  formatNote,
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  signNote,
} from "@/lib/ledger/note";
import { ed25519Signer, makeSignerKey } from "@/lib/ledger/signer";
import { parseEntryBundle } from "@/lib/ledger/tile";
import { checkConsistency, checkInclusion, treeRoot } from "@/lib/ledger/tree";
import { closeDatabase, database, server } from "../database";
import { currentCheckpoint } from "../log";
import { settings } from "../settings";
import { send, startInside } from "./http-fixture";

const witness = ed25519Signer("witness.example/w", new Uint8Array(32).fill(9), "cosignature");

describe("the ledger over HTTP", () => {
  let inside: Awaited<ReturnType<typeof startInside>>;
  let ada: string;
  beforeAll(async () => {
    process.env.NOTOUCH_WITNESSES = formatVerifierKey(witness.key);
    inside = await startInside();
    ada = await inside.as("ada");
  });
  afterAll(async () => inside?.stop());
  const get = (path: string, accept?: string) =>
    send(path, { cookie: ada, ...(accept && { headers: { accept } }) });
  const file = (name: string) => join(settings().data, name);

  it("gives a checkpoint that opens under its key, as a document and as the note itself", async () => {
    const { status, body } = await get("/api/v1/ledger/checkpoint");
    expect(status).toBe(200);
    const { checkpoint } = await openCheckpoint(body.note, [parseVerifierKey(body.keys[0])]);
    expect(checkpoint).toMatchObject({ origin: body.origin, size: body.size, root: body.root });
    const note = await get("/api/v1/ledger/checkpoint", "text/plain");
    expect(note.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(note.body).toBe(body.note);
    expect((await get("/log/checkpoint")).body).toBe(body.note);
    for (const path of ["/api/v1/ledger/checkpoint", "/log/checkpoint", "/log/tile/0/000"])
      expect((await send(path)).status, path).toBe(401);
  });

  it("proves each entry and each earlier tree against it", async () => {
    const { size, root } = (await get("/api/v1/ledger/checkpoint")).body;
    const { entries } = (await get("/api/v1/ledger/entries?order=oldest&limit=1000")).body;
    for (const { index, text } of entries) {
      const { body } = await get(`/api/v1/ledger/proof/inclusion?index=${index}&size=${size}`);
      checkInclusion(body.proof, index, entryHash(text), size, root);
      const byHash = await get(`/api/v1/ledger/proof/inclusion?hash=${entryHash(text)}&size=${size}`);
      expect(byHash.body).toEqual(body);
      const { body: grown } = await get(`/api/v1/ledger/proof/consistency?from=${index}&to=${size}`);
      checkConsistency(grown.proof, index, grown.from.root, size, root);
      expect(grown.from.root).toBe(
        treeRoot(entries.slice(0, index).map((e: { text: string }) => entryHash(e.text))),
      );
    }
    for (const query of [
      "inclusion",
      "inclusion?index=0&hash=00",
      `inclusion?index=${size}`,
      `inclusion?index=0&size=${size + 1}`,
      "inclusion?index=-1",
      "inclusion?index=1.5",
      "inclusion?index=0&index=1",
      "consistency",
      `consistency?from=${size + 1}`,
      `consistency?from=0&to=${size + 1}`,
      "consistency?from=5&to=4",
    ])
      expect((await get(`/api/v1/ledger/proof/${query}`)).body.type, query).toBe("/problems/invalid-input");
    expect((await get(`/api/v1/ledger/proof/inclusion?hash=${"0".repeat(64)}`)).status).toBe(404);
  });

  it("is mirrored by fetching files", async () => {
    const { checkpoint } = await openCheckpoint((await get("/log/checkpoint")).body, [
      (await server()).signer.key,
    ]);
    const hashes: string[] = [];
    const width = checkpoint.size % 256;
    expect(checkpoint.size).toBeLessThan(256);
    const tile = await get(`/log/tile/0/000.p/${width}`);
    expect([tile.status, tile.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
    for (const entry of parseEntryBundle((await get(`/log/tile/entries/000.p/${width}`)).body))
      hashes.push(leafHash(entry));
    expect(treeRoot(hashes)).toBe(checkpoint.root);
    expect(Buffer.from(tile.body).toString("hex")).toBe(hashes.join(""));
    for (const path of [
      "tile/0/000",
      `tile/0/000.p/${width + 1}`,
      "tile/1/000.p/1",
      "tile/0/0",
      "tile/x",
      "else",
    ])
      expect((await get(`/log/${path}`)).status, path).toBe(404);
  });

  it("takes the signature of a trusted witness and serves it below its own", async () => {
    const erik = await inside.as("erik");
    const { note } = (await get("/api/v1/ledger/checkpoint")).body;
    const { text, signatures } = parseNote(note);
    const cosigned = formatNote({
      text,
      signatures: [...signatures, await cosign(text, 1_750_000_000, witness)],
    });
    const post = (cookie: string, body: string) =>
      send("/api/v1/ledger/cosignatures", { method: "POST", cookie, json: { note: body } });
    expect((await post(ada, cosigned)).status).toBe(403);
    expect((await post(erik, cosigned.replace(/\n\d+\n/, "\n1\n"))).body.type).toBe(
      "/problems/bad-signature",
    );
    expect((await post(erik, note)).body.type).toBe("/problems/invalid-input");
    expect((await post(erik, cosigned)).status).toBe(201);
    const now = await get("/api/v1/ledger/checkpoint");
    expect(now.body.note).toBe(cosigned);
    expect(now.body.witnesses).toMatchObject([{ witness: "witness.example/w", size: now.body.size }]);
    expect((await get("/api/v1/ledger/cosignatures")).body.witnesses).toEqual(now.body.witnesses);
  });

  it("attests a matrix as an in-toto statement that its key signed, with no authority in it", async () => {
    const erik = await inside.as("erik");
    await send("/api/v1/runs", { method: "POST", cookie: erik, json: { slug: "attested", name: "" } });
    const { body: matrix } = await get("/api/v1/runs/attested/matrix");
    const answer = await get("/api/v1/runs/attested/attestation");
    expect(answer.headers.get("content-disposition")).toContain("attested.intoto.json");
    const { keys } = (await get("/api/v1/ledger/checkpoint")).body;
    const { payload } = await openEnvelope(answer.body, "application/vnd.in-toto+json", [
      parseVerifierKey(keys.at(-1)),
    ]);
    const statement = JSON.parse(new TextDecoder().decode(payload));
    expect(statement).toMatchObject({
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name: "attested/matrix", digest: { sha256: matrix.matrixDigest.slice(7) } }],
      predicate: { verdict: "NO_EVIDENCE", matrix },
    });
    const { index, hash } = statement.predicate.ledger;
    expect((await get(`/api/v1/ledger/proof/inclusion?hash=${hash}`)).body.index).toBe(index);
    expect(JSON.stringify(statement)).not.toMatch(/"authority"|AUTHORIZE|"HOLD"/);
    expect((await get("/api/v1/runs/nowhere/attestation")).status).toBe(404);
    expect((await send("/api/v1/runs/attested/attestation")).status).toBe(401);
  });

  it("keeps its key and its last checkpoint in files of its own, and rotates at a start", async () => {
    for (const name of ["ledger-key", "ledger-checkpoint"])
      expect(statSync(file(name)).mode & 0o777).toBe(0o600);
    const before = await currentCheckpoint();
    const next = makeSignerKey(before.origin);
    writeFileSync(file("ledger-key.next"), next, { mode: 0o600 });
    await closeDatabase();
    await database();
    const after = await currentCheckpoint();
    expect(after.size).toBe(before.size + 1);
    expect(readFileSync(file("ledger-key"), "utf8")).toBe(next);
    const { keys } = (await get("/api/v1/ledger/checkpoint")).body;
    expect(keys).toHaveLength(2);
    await expect(openCheckpoint(after.note, [parseVerifierKey(keys[0])])).rejects.toThrow("no signature");
    expect((await openCheckpoint(after.note, [parseVerifierKey(keys[1])])).checkpoint.size).toBe(after.size);
  });

  it("does not start without its key, nor with one that others can read", async () => {
    await closeDatabase();
    renameSync(file("ledger-key"), file("away"));
    await expect(database()).rejects.toThrow("its private key is not here");
    writeFileSync(file("ledger-key"), makeSignerKey("another/log"), { mode: 0o600 });
    await expect(database()).rejects.toThrow("The ledger is signed by");
    renameSync(file("away"), file("ledger-key"));
    chmodSync(file("ledger-key"), 0o644);
    await expect(database()).rejects.toThrow("can be read by others");
    chmodSync(file("ledger-key"), 0o600);
    await database();
  });

  it("is not signed any more once it does not continue what was signed", async () => {
    const kept = readFileSync(file("ledger-checkpoint"), "utf8");
    const { size } = parseCheckpoint(parseNote(kept).text);
    const { signer } = await server();
    // As if this server had signed another history of the same length before.
    const other = formatCheckpoint({ origin: signer.key.name, size, root: "0".repeat(64), extensions: [] });
    writeFileSync(file("ledger-checkpoint"), await signNote(other, [signer]));
    expect((await get("/api/v1/ledger/checkpoint")).body.type).toBe("/problems/integrity-broken");
    writeFileSync(file("ledger-checkpoint"), kept);
    expect((await get("/api/v1/ledger/checkpoint")).status).toBe(200);
  });

  it("is checked whole by npm run fsck, whose exit status tells sound, incomplete, broken and unavailable apart", async () => {
    const fsck = (...args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(
        "npx",
        ["tsx", "app/_server/ledger/fsck-command.ts", ...args],
        {
          encoding: "utf8",
          env: { ...process.env, NOTOUCH_DATA: settings().data },
        },
      );
      return { status, stdout, stderr };
    };
    // This process holds the embedded database.
    expect(fsck()).toMatchObject({ status: 8, stderr: expect.stringContaining("is in use by process") });
    await closeDatabase();
    const sound = fsck("--json");
    expect(JSON.parse(sound.stdout)).toMatchObject({ outcome: "sound", brokenCount: 0, uncheckedCount: 0 });
    expect(sound.status).toBe(0);
    expect(fsck("--colour").status).toBe(2);
    expect(fsck("--checkpoint", file("not-there")).status).toBe(2);
    // A checkpoint that somebody kept, of another history.
    writeFileSync(
      file("theirs"),
      readFileSync(file("ledger-checkpoint"), "utf8").replace(/\n\d+\n/, "\n3\n"),
    );
    expect(fsck("--checkpoint", file("theirs"))).toMatchObject({
      status: 6,
      stderr: expect.stringContaining("theirs: does not fit the text"),
    });
    renameSync(file("ledger-checkpoint"), file("away"));
    expect(fsck()).toMatchObject({ status: 5, stderr: expect.stringContaining("unchecked: checkpoint") });
    renameSync(file("away"), file("ledger-checkpoint"));
    const opened = await openDatabase({ url: null, folder: file("db") });
    await asAdministrator(opened.db, sql`update person set role = 'owner' where username = 'erik'`);
    await opened.close();
    expect(fsck()).toMatchObject({
      status: 6,
      stderr: expect.stringContaining("wrong: account erik: is owner"),
    });
  }, 300_000);
});
