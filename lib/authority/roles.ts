/**
 * What each role may do. Administering accounts is no authority. An Owner may contribute evidence, and by that
 * act can never authorize the run that it went into.
 */
export const ROLES = {
  owner: { title: "Owner", decides: true, contributes: true, administers: false },
  engineer: { title: "Engineer", decides: false, contributes: true, administers: false },
  auditor: { title: "Auditor", decides: false, contributes: false, administers: false },
  administrator: { title: "Administrator", decides: false, contributes: false, administers: true },
} as const;

export type Role = keyof typeof ROLES;

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}
