export interface AccountView {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly createdAt: string;
  readonly disabled: boolean;
  /** Whether the account has a password here, or is one of an identity provider. */
  readonly signsInBy: "password" | "provider";
}

export interface SessionView {
  readonly id: string;
  readonly method: string;
  /** What the browser says of itself: a hint, not a proof. */
  readonly userAgent: string | null;
  readonly startedAt: string;
  readonly lastUsedAt: string;
  readonly endsAt: string;
}

/** A link that still works. Its token is nowhere. */
export interface InvitationView {
  readonly id: string;
  readonly username: string;
  readonly role: string;
  /** It renews a password; otherwise it makes the account. */
  readonly renews: boolean;
  readonly invitedBy: string;
  readonly expiresAt: string;
}

export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly scope: "upload" | "read";
  readonly prefix: string;
  readonly mintedBy: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export interface PasskeyView {
  readonly id: string;
  readonly name: string;
  /** base64url */
  readonly credentialId: string;
  /** The host name under which it works. */
  readonly rpId: string;
  readonly transports: readonly string[];
  readonly backedUp: boolean;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
}

/** What a person can show besides the password. */
export interface FactorsView {
  readonly passkeys: readonly PasskeyView[];
  /** Since when an authenticator app is enrolled; null for none. */
  readonly totpSince: string | null;
  /** Recovery codes that are still unused. */
  readonly recoveryCodes: number;
}
