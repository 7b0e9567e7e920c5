/** How an Owner's presence was shown at the moment of a decision. */
export const PRESENCES = {
  password: "a password alone",
  "password+totp": "a password and a one-time code",
  passkey: "a passkey that verified its person",
} as const;

export type Presence = keyof typeof PRESENCES;
export const PRESENCE_NAMES = Object.keys(PRESENCES) as [Presence, ...Presence[]];
