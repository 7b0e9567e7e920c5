import { endpoint } from "@/app/_server/api/endpoint";
import { Problem } from "@/app/_server/api/problem";
import { currentCheckpoint, noteResponse } from "@/app/_server/log";
import { entryTexts, ledgerSize, nodeReader } from "@/db/ledger/tree";
import type { Db } from "@/db/store/client";
import {
  formatEntryBundle,
  formatTile,
  hasTile,
  parseTilePath,
  type Tile,
  tileEntries,
  tileNodes,
} from "@/lib/ledger/tile";

export const dynamic = "force-dynamic";

/** The log as C2SP tlog-tiles, prefix `/log`: `checkpoint`, `tile/<level>/<index>`, `tile/entries/<index>`. */
export const GET = (request: Request) => serve(request, { params: Promise.resolve({}) });

const serve = endpoint("read", async ({ db, request }) => {
  const path = new URL(request.url).pathname.replace(/^\/log\//, "");
  if (path === "checkpoint") return noteResponse((await currentCheckpoint()).note);
  const tile = path.startsWith("tile/") ? parseTilePath(path.slice("tile/".length)) : null;
  if (!tile || !hasTile(tile, await ledgerSize(db)))
    throw new Problem("not-found", "Fetch the checkpoint: its size says which tiles there are.");
  return new Response(new Uint8Array(await bytesOf(db, tile)), {
    headers: {
      "content-type": "application/octet-stream",
      // A tile never changes; what is behind a sign-in stays out of shared caches.
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
});

async function bytesOf(db: Db, tile: Tile): Promise<Uint8Array> {
  if (tile.level !== "entries") return formatTile(await nodeReader(db)(tileNodes(tile)));
  const { first, count } = tileEntries(tile);
  return formatEntryBundle(await entryTexts(db, first, count));
}
