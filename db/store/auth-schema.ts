import { boolean, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/**
 * Who may come in. These tables are state, not records: what happened to an account, a role or a session stands in
 * the ledger. `person` is referenced by records and therefore never deleted, only disabled.
 */
export const person = pgTable("person", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  username: text("username").notNull().unique(),
  role: text("role").notNull().default("auditor"),
  disabled: boolean("disabled").notNull().default(false),
  createdAt: instant("created_at").notNull().defaultNow(),
  updatedAt: instant("updated_at").notNull().defaultNow(),
});

/**
 * How somebody likes the screens. A preference and no record: it says nothing about what was done, no entry tells of
 * it, and fsck compares it with nothing.
 */
export const preference = pgTable("preference", {
  personId: text("person_id")
    .primaryKey()
    .references(() => person.id),
  /** A language's id, as whoever shows screens names it. */
  language: text("language").notNull(),
});

/** A signed-in browser. The cookie's token is nowhere: `token` is its SHA-256. */
export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    token: text("token").notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** How the person showed who they are, such as `password+totp`. */
    method: text("method").notNull().default("password"),
    userAgent: text("user_agent"),
    /** The end whatever happens; the end after silence is counted from `updatedAt`. */
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("session_user").on(t.userId)],
);

/** How a person is known: by a password of this server (`credential`), or by an identity provider's issuer and subject. */
export const account = pgTable(
  "account",
  {
    id: text("id").primaryKey(),
    /** The subject at the provider; the person's own id for a password. */
    accountId: text("account_id").notNull(),
    /** `credential`, or `oidc:` and the issuer. */
    providerId: text("provider_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" }),
    /** scrypt; see app/_server/identity/password-hash.ts for its grammar. */
    password: text("password"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (t) => [index("account_user").on(t.userId), unique("account_identity").on(t.providerId, t.accountId)],
);

/** Attempts by whatever is limited, counted before each is looked at. Keys are keyed digests, so that no name stands here. */
export const attempt = pgTable("attempt", {
  key: text("key").primaryKey(),
  count: integer("count").notNull(),
  until: instant("until").notNull(),
});

/** What a browser was handed and must bring back once: a half-finished sign-in, a challenge, a provider's answer. */
export const oneTime = pgTable("one_time", {
  /** SHA-256 of the token. */
  hash: text("hash").primaryKey(),
  purpose: text("purpose").notNull(),
  /** JSON of the purpose's own. */
  value: text("value").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/** The one-time link of a first start without demonstration: SHA-256 of its token. */
export const setupToken = pgTable("setup_token", {
  hash: text("hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/**
 * A link with which somebody makes their account, or sets a new password of an account that they have: whoever
 * administers accounts never learns a password.
 */
export const invitation = pgTable("invitation", {
  id: text("id").primaryKey(),
  /** SHA-256 of the link's token. */
  hash: text("hash").notNull().unique(),
  username: text("username").notNull(),
  name: text("name").notNull(),
  role: text("role").notNull(),
  /** The account whose password is renewed; null: one that is to be made. */
  personId: text("person_id").references(() => person.id),
  invitedBy: text("invited_by")
    .notNull()
    .references(() => person.id),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  withdrawnAt: instant("withdrawn_at"),
});
