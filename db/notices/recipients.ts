import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { isNoticeKind, type NoticeKind } from "@/lib/authority/notice";
import { requireRight, roleOf } from "../identity/people";
import { type Actor, actorName, append } from "../ledger/ledger";
import type { Db } from "../store/client";
import { deny } from "../store/record-refusal";
import { mailbox, person, webhook } from "../store/schema";
import type { WebhookView } from "./views";

export interface NewWebhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Sealed by the edge. */
  readonly secret: string;
  readonly kinds: readonly NoticeKind[];
}

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];
const MOST = 20;

/** An address that notices may be sent to: https, or http on this machine; no user or password in it. */
export function requireWebhookUrl(text: string): URL {
  const url = URL.parse(text);
  const plain = url?.protocol === "http:" && LOOPBACK.includes(url.hostname);
  if (
    !url ||
    !(url.protocol === "https:" || plain) ||
    url.username !== "" ||
    url.password !== "" ||
    text.length > 500
  )
    deny(
      "invalid-input",
      "url",
      "not an https address, or one with a password in it",
      "Give an address like https://chat.example/hook; http is for this machine alone.",
    );
  return url;
}

/** Adds a webhook. Its address may hold a secret, so that the ledger names its host alone. */
export async function addWebhook(db: Db, wanted: NewWebhook, actor: Actor, now = new Date()): Promise<void> {
  const { host } = requireWebhookUrl(wanted.url);
  const name = wanted.name.trim();
  if (name === "" || name.length > 80)
    deny("invalid-input", "name", "1 to 80 characters", "Name the webhook after what receives it.");
  requireKinds(wanted.kinds);
  await db.transaction(async (tx) => {
    await requireRight(tx, actor, "administers");
    await append(tx, {
      kind: "webhook-added",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { webhook: wanted.id, name, host, kinds: [...wanted.kinds] },
    });
    if ((await listWebhooks(tx)).length >= MOST)
      deny("invalid-input", "webhook", `at most ${MOST}`, "Remove one that is no longer used.");
    const { id, url, secret } = wanted;
    await tx
      .insert(webhook)
      .values({ id, name, url, secret, kinds: [...wanted.kinds], createdAt: now, createdBy: actor.id });
  });
}

export async function removeWebhook(db: Db, id: string, actor: Actor, now = new Date()): Promise<void> {
  await db.transaction(async (tx) => {
    await requireRight(tx, actor, "administers");
    const [gone] = await tx
      .select({ id: webhook.id, name: webhook.name })
      .from(webhook)
      .where(and(eq(webhook.id, id), isNull(webhook.removedAt)));
    if (!gone) deny("not-found", "webhook", "there is no such webhook", "Reload the list.");
    await append(tx, {
      kind: "webhook-removed",
      actor: actorName(actor),
      run: null,
      at: now,
      body: { webhook: gone.id, name: gone.name },
    });
    await tx.update(webhook).set({ removedAt: now }).where(eq(webhook.id, id));
  });
}

export async function listWebhooks(db: Db): Promise<WebhookView[]> {
  const rows = await db
    .select({ row: webhook, by: person.username })
    .from(webhook)
    .innerJoin(person, eq(person.id, webhook.createdBy))
    .where(isNull(webhook.removedAt))
    .orderBy(asc(webhook.createdAt), asc(webhook.id));
  return rows.map(({ row, by }) => ({
    id: row.id,
    name: row.name,
    host: new URL(row.url).host,
    kinds: row.kinds.filter(isNoticeKind),
    createdAt: row.createdAt.toISOString(),
    createdBy: by,
  }));
}

export interface Mailbox {
  readonly address: string;
  readonly kinds: readonly NoticeKind[];
}

const ADDRESS = /^[^\s@<>"(),:;\\[\]]{1,64}@[^\s@<>"(),:;\\[\]]{1,190}$/;

/** Where a person wants to be written to about what; an empty address: nowhere. Nobody sets another's. */
export async function setMailbox(db: Db, wanted: Mailbox, actor: Actor, now = new Date()): Promise<void> {
  const address = wanted.address.trim();
  if (actor.keyId !== null) deny("forbidden", "key", "a key has no mailbox", "Sign in.");
  if (address !== "" && !ADDRESS.test(address))
    deny("invalid-input", "address", "not an e-mail address", "Type one address, or none.");
  if (address !== "") requireKinds(wanted.kinds);
  await db.transaction(async (tx) => {
    await roleOf(tx, actor);
    await append(tx, {
      kind: "mailbox-changed",
      actor: actorName(actor),
      run: null,
      at: now,
      // The address is a person's own affair: the ledger, which everybody reads, says that there is one.
      body: { username: actor.username, told: address === "" ? [] : [...wanted.kinds] },
    });
    await tx.delete(mailbox).where(eq(mailbox.personId, actor.id));
    if (address !== "")
      await tx
        .insert(mailbox)
        .values({ personId: actor.id, address, kinds: [...wanted.kinds], updatedAt: now });
  });
}

export async function mailboxOf(db: Db, personId: string): Promise<Mailbox | null> {
  const [row] = await db.select().from(mailbox).where(eq(mailbox.personId, personId));
  return row ? { address: row.address, kinds: row.kinds.filter(isNoticeKind) } : null;
}

export function newWebhookId(): string {
  return randomUUID();
}

function requireKinds(kinds: readonly NoticeKind[]): void {
  if (kinds.length === 0) deny("invalid-input", "kinds", "none is chosen", "Choose what is told.");
}
