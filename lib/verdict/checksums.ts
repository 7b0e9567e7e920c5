import { latin1Bytes } from "#platform";
import { hasher } from "../base/hash";
import type { TableDiff } from "../claims/facts";
import { GROUPS, type GroupName, type Layout } from "../evidence/layout";
import { splitRow } from "../evidence/rows";

/**
 * Checksums of two sides. What is identical on both is hashed once: an equal page or chunk as its digest, an equal row
 * as its bytes. A row present on both sides that differs is hashed per side and group as its raw key and the group's
 * raw columns, so that the sides agree exactly where the group agrees on every common row. `whole` takes every
 * differing row as it is: there the sides agree exactly where they hold the same rows, in whatever order.
 */
export class Checksums {
  readonly #shared = hasher();
  readonly #sides = new Map<
    GroupName,
    { before: ReturnType<typeof hasher>; after: ReturnType<typeof hasher> }
  >();
  readonly #whole = { before: hasher(), after: hasher() };
  #pending: string[] = [];

  constructor(readonly layout: Layout) {
    for (const { name } of layout.groups) this.#sides.set(name, { before: hasher(), after: hasher() });
  }

  equalUnit(digest: string): void {
    this.#flush();
    this.#shared.update(`${digest}\n`);
  }

  /** Whole rows that are the same on both sides. */
  equalRows(rows: Uint8Array): void {
    this.#flush();
    this.#shared.update(rows);
  }

  readonly row = (before: string, after: string): void => {
    if (before === after) {
      this.#pending.push(before);
      if (this.#pending.length >= 512) this.#flush();
      return;
    }
    this.oneSided("before", latin1Bytes(before));
    this.oneSided("after", latin1Bytes(after));
    const sides = [
      ["before", splitRow(before)],
      ["after", splitRow(after)],
    ] as const;
    for (const { name, columns } of this.layout.groups)
      for (const [side, fields] of sides) {
        const line = [
          ...fields.slice(0, this.layout.keyColumns),
          ...columns.map((c) => fields[c.index] ?? ""),
        ].join("\t");
        this.#sides.get(name)?.[side].update(latin1Bytes(`${line}\n`));
      }
  };

  /** A row that is on this side as it is on no other. */
  oneSided(side: "before" | "after", line: Uint8Array): void {
    this.#whole[side].update(line);
    this.#whole[side].update("\n");
  }

  #flush(): void {
    if (this.#pending.length > 0) this.#shared.update(latin1Bytes(`${this.#pending.join("\n")}\n`));
    this.#pending = [];
  }

  finish(): Pick<TableDiff, "common" | "whole"> {
    this.#flush();
    const shared = this.#shared.digest("hex");
    const sealed = (own: string) => {
      const whole = hasher();
      whole.update(shared + own);
      return whole.digest("hex");
    };
    const both = (side: Record<"before" | "after", ReturnType<typeof hasher>>) => ({
      before: sealed(side.before.digest("hex")),
      after: sealed(side.after.digest("hex")),
    });
    const common = Object.fromEntries(
      GROUPS.flatMap((name) => {
        const side = this.#sides.get(name);
        return side ? [[name, both(side)]] : [];
      }),
    );
    return { common, whole: both(this.#whole) };
  }
}
