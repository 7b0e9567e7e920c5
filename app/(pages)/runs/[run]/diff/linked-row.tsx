import Link from "next/link";
import { wordsOf } from "@/app/_server/language";
import { Note } from "@/app/_ui/frame";
import { historyPath } from "@/app/_ui/row-link";
import type { Db } from "@/db/store/client";
import { diffRow, diffRowsAt } from "@/db/verdicts/diffs";
import type { DiffRow } from "@/db/verdicts/views";
import { DIFF } from "./diff-words";
import type { DiffAddress } from "./filter";

type RowLink = NonNullable<DiffAddress["linked"]>;

/** What became of a link to a row. A link whose row does not differ any more must not look like one that leads nowhere. */
export type Linked =
  | { readonly state: "found"; readonly row: DiffRow; readonly absent: string | null }
  | { readonly state: "equal"; readonly table: string; readonly key: readonly string[] }
  | { readonly state: "moved" };

/** `matrixDigest` is the one in force: positions of another matrix mean other rows. */
export async function findLinked(db: Db, slug: string, link: RowLink, matrixDigest: string): Promise<Linked> {
  const row =
    link.by === "key"
      ? await diffRow(db, slug, link.table, link.key)
      : link.matrix === matrixDigest
        ? ((await diffRowsAt(db, slug, [link.at]))[0] ?? null)
        : null;
  if (row !== null) {
    const there = link.column === undefined || link.column in (row.after ?? row.before ?? {});
    return { state: "found", row, absent: there ? null : (link.column ?? null) };
  }
  return link.by === "key" ? { state: "equal", table: link.table, key: link.key } : { state: "moved" };
}

export async function LinkedNote({ linked, slug }: { linked: Linked; slug: string }) {
  const { link } = await wordsOf(DIFF);
  if (linked.state === "found")
    return linked.absent === null ? null : (
      <div className="mb-4">
        <Note title={link.absent(linked.absent)} />
      </div>
    );
  return (
    <div className="mb-4">
      {linked.state === "equal" ? (
        <Note title={link.equal}>
          <p>
            <code className="break-all">{linked.key.join(", ")}</code> {link.notFound(linked.table)}{" "}
            <Link href={historyPath(linked.table, linked.key)} prefetch={false} className="link">
              {link.history}
            </Link>
          </p>
        </Note>
      ) : (
        <Note title={link.moved}>
          <p>{link.movedSays(slug)}</p>
        </Note>
      )}
    </div>
  );
}
