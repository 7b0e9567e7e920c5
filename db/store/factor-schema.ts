import { bigint, boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { person } from "./auth-schema";
import { instant } from "./columns";

/**
 * What shows that a person is present. A passkey's enrolment and its removal are records, so that a decision which it
 * signed can be re-verified for ever; secrets, counters and open challenges are state.
 */
export const passkey = pgTable(
  "passkey",
  {
    id: uuid("id").primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    name: text("name").notNull(),
    /** base64url, as the authenticator named it. */
    credentialId: text("credential_id").notNull().unique(),
    /** COSE_Key in base64url, for the WebAuthn library. */
    cose: text("cose").notNull(),
    /** The same key as SubjectPublicKeyInfo in base64url: what an offline verifier reads. */
    publicKey: text("public_key").notNull(),
    /** The host name under which it works. */
    rpId: text("rp_id").notNull(),
    transports: text("transports").array().notNull(),
    backedUp: boolean("backed_up").notNull(),
    createdAt: instant("created_at").notNull(),
    ledgerIndex: bigint("ledger_index", { mode: "number" }).notNull(),
  },
  (t) => [index("passkey_person").on(t.personId)],
);

export const passkeyRemoval = pgTable("passkey_removal", {
  passkeyId: uuid("passkey_id")
    .primaryKey()
    .references(() => passkey.id),
  removedAt: instant("removed_at").notNull(),
  ledgerIndex: bigint("ledger_index", { mode: "number" }).notNull(),
});

/** Last use and signature counter (WebAuthn §6.1.1). */
export const passkeyUse = pgTable("passkey_use", {
  passkeyId: uuid("passkey_id")
    .primaryKey()
    .references(() => passkey.id),
  counter: bigint("counter", { mode: "number" }).notNull(),
  lastUsedAt: instant("last_used_at").notNull(),
});

/** One authenticator app a person. `secret` is sealed by the server; it counts once it is confirmed. */
export const totp = pgTable("totp", {
  personId: text("person_id")
    .primaryKey()
    .references(() => person.id),
  secret: text("secret").notNull(),
  createdAt: instant("created_at").notNull(),
  confirmedAt: instant("confirmed_at"),
  /** The newest time step whose code was taken: no code is taken twice. */
  lastStep: bigint("last_step", { mode: "number" }),
});

/** SHA-256 of codes that are each good once: 80 random bits need no slow hash. */
export const recoveryCode = pgTable(
  "recovery_code",
  {
    hash: text("hash").primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [index("recovery_code_person").on(t.personId)],
);

/** An open WebAuthn challenge: taken once, by whom it was made for, within its minutes. */
export const ceremony = pgTable("ceremony", {
  /** base64url */
  challenge: text("challenge").primaryKey(),
  purpose: text("purpose", { enum: ["enrol", "sign-in", "factors", "decision"] }).notNull(),
  /** null where nobody is signed in yet. */
  personId: text("person_id").references(() => person.id),
  origin: text("origin").notNull(),
  /** What the challenge is the SHA-256 of, where it stands for a statement. */
  statement: text("statement"),
  expiresAt: instant("expires_at").notNull(),
});
