import { bigint, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { person } from "./auth-schema";
import { instant } from "./columns";

/**
 * Who is told what, and how that went. State, not records: what is told stands in the ledger already, and so does
 * every change of who is told.
 */
export const webhook = pgTable("webhook", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  url: text("url").notNull(),
  /** Signing secret, sealed by the edge: this folder cannot read it. */
  secret: text("secret").notNull(),
  kinds: text("kinds").array().notNull(),
  createdAt: instant("created_at").notNull(),
  createdBy: text("created_by")
    .notNull()
    .references(() => person.id),
  removedAt: instant("removed_at"),
});

/** Where a person wants to be written to. */
export const mailbox = pgTable("mailbox", {
  personId: text("person_id")
    .primaryKey()
    .references(() => person.id),
  address: text("address").notNull(),
  kinds: text("kinds").array().notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** How far the ledger was read for notices. One row; whoever holds its lock reads on. */
export const noticeCursor = pgTable("notice_cursor", {
  id: integer("id").primaryKey(),
  ledgerIndex: bigint("ledger_index", { mode: "number" }).notNull(),
});

export const notice = pgTable("notice", {
  id: uuid("id").primaryKey(),
  /** What it is about, so that nothing is told twice: a kind and the id of a verdict or decision. */
  subject: text("subject").notNull().unique(),
  kind: text("kind").notNull(),
  run: text("run"),
  /** JSON of what is told. */
  data: text("data").notNull(),
  createdAt: instant("created_at").notNull(),
});

export const delivery = pgTable(
  "delivery",
  {
    id: uuid("id").primaryKey(),
    noticeId: uuid("notice_id")
      .notNull()
      .references(() => notice.id),
    webhookId: uuid("webhook_id").references(() => webhook.id),
    personId: text("person_id").references(() => person.id),
    state: text("state", { enum: ["waiting", "delivered", "failed"] }).notNull(),
    attempts: integer("attempts").notNull().default(0),
    /** When it is tried next, where it waits. */
    nextAt: instant("next_at").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    index("delivery_due").on(t.state, t.nextAt),
    index("delivery_newest").on(t.createdAt),
    unique("delivery_once").on(t.noticeId, t.webhookId, t.personId),
  ],
);

export const deliveryAttempt = pgTable(
  "delivery_attempt",
  {
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => delivery.id),
    number: integer("number").notNull(),
    at: instant("at").notNull(),
    delivered: text("delivered", { enum: ["yes", "no"] }).notNull(),
    /** What the receiver answered, or why there was no answer. */
    detail: text("detail").notNull(),
  },
  (t) => [primaryKey({ columns: [t.deliveryId, t.number] })],
);
