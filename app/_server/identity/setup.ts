import { completeSetupWith } from "@/db/identity/setup";
import { Problem } from "../api/problem";
import { database } from "../database";
import { hashAcceptable } from "./passwords";

export interface FirstAccount {
  readonly username: string;
  readonly password: string;
}

/**
 * The set-up page's action: the first Owner and the first Administrator, two people, by the one-time link.
 * Throws `setup-closed`, or `invalid-input` with the field at fault.
 */
export async function completeSetup(
  token: string,
  first: { readonly owner: FirstAccount; readonly administrator: FirstAccount },
): Promise<void> {
  const { owner, administrator } = first;
  if (owner.username === administrator.username)
    throw new Problem("invalid-input", "Administering is no authority: make two accounts.", [
      { at: "administrator.username", problem: "the same as the Owner's" },
    ]);
  const accounts = [
    {
      username: owner.username,
      name: owner.username,
      role: "owner" as const,
      passwordHash: await hashAcceptable(owner.password, owner.username, "owner.password"),
    },
    {
      username: administrator.username,
      name: administrator.username,
      role: "administrator" as const,
      passwordHash: await hashAcceptable(
        administrator.password,
        administrator.username,
        "administrator.password",
      ),
    },
  ];
  await completeSetupWith(await database(), token, accounts);
}
