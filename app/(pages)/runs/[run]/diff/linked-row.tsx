import Link from "next/link";
import { Note } from "@/app/_ui/frame";
import { historyPath } from "@/app/_ui/row-link";
import type { Db } from "@/db/client";
import { diffRow, diffRowsAt } from "@/db/diffs";
import type { DiffRow } from "@/db/views";
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

export function LinkedNote({ linked, slug }: { linked: Linked; slug: string }) {
  if (linked.state === "found")
    return linked.absent === null ? null : (
      <div className="mb-4">
        <Note title={`The row has no column ${linked.absent}.`} />
      </div>
    );
  return (
    <div className="mb-4">
      {linked.state === "equal" ? (
        <Note title="The linked row is not among the rows that differ.">
          <p>
            <code className="break-all">{linked.key.join(", ")}</code> of {linked.table} was not found in the
            diff of the verdict in force.{" "}
            <Link href={historyPath(linked.table, linked.key)} prefetch={false} className="link">
              Its history over all runs
            </Link>
          </p>
        </Note>
      ) : (
        <Note title="The link is from an earlier verdict.">
          <p>Its row has no key, and {slug} was judged again since: which row was meant cannot be told.</p>
        </Note>
      )}
    </div>
  );
}
