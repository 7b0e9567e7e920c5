import { expect, test } from "vitest";
import { sha256 } from "@/lib/base/hash";
import { DigestIndex } from "./digest-index";

test("every digest is found again at its place, also after the index grew", () => {
  const index = new DigestIndex();
  const digests = Array.from({ length: 10_000 }, (_, i) => sha256(String(i)));
  for (const [i, digest] of digests.entries())
    expect(index.add(digest, { offset: i * 2 ** 33, size: i })).toBe(true);
  expect(index.size).toBe(10_000);
  for (const [i, digest] of digests.entries())
    expect(index.get(digest)).toEqual({ offset: i * 2 ** 33, size: i });
  expect(index.get(sha256("never added"))).toBeNull();
});

test("a digest that is there keeps its first place", () => {
  const index = new DigestIndex();
  const digest = sha256("a");
  index.add(digest, { offset: 1, size: 2 });
  expect(index.add(digest, { offset: 3, size: 4 })).toBe(false);
  expect(index.get(digest)).toEqual({ offset: 1, size: 2 });
  expect(index.size).toBe(1);
});
