import { database } from "@/app/_server/database";
import { Note, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { listAccounts, passwordHashOf } from "@/db/accounts";
import { factorsOf, hasFactor } from "@/db/factors";
import { listInvitations } from "@/db/invitations";
import type { AccountView, InvitationView } from "@/db/views";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import type { Bound } from "../factors/bound";
import { AccountActions, Invite, OwnerActions, type RoleChoice, Withdraw } from "./person-forms";

export const metadata = { title: "People" };

/** The weakest first: what is chosen without thinking gives the least. */
const CHOICES: readonly RoleChoice[] = (
  ["auditor", "engineer", "administrator"] as const satisfies readonly Role[]
).map((role) => ({ role, title: ROLES[role].title }));
const OWNER: readonly RoleChoice[] = [{ role: "owner", title: ROLES.owner.title }];

export default async function PeoplePage() {
  const person = await signedIn("/settings/people");
  const { administers, decides } = ROLES[person.role];
  if (!administers && !decides)
    return <Note title="You cannot manage accounts.">An Administrator does.</Note>;
  const db = await database();
  const factors = await factorsOf(db, person.id);
  const password = (await passwordHashOf(db, person.id)) !== null;
  const has = { bound: hasFactor(factors), passkeys: factors.passkeys.length, password };
  return (
    <>
      <Part
        id="invite"
        title={administers ? "Invite somebody" : "Invite an Owner"}
        aside="The link works once, within 72 hours. Whoever opens it chooses the password."
      >
        <p className="mb-3 text-sm text-soft">
          {administers
            ? "Only an Owner makes an Owner: administering is no authority."
            : "Only an Owner makes an Owner. Every other account is an Administrator's to manage."}
        </p>
        <Invite roles={administers ? CHOICES : OWNER} presence={decides ? has : null} />
        <Invitations invitations={await listInvitations(db)} />
      </Part>
      <Part id="people" title="People" aside="A changed role ends all sessions of that account.">
        <People accounts={await listAccounts(db)} me={person.id} administers={administers} has={has} />
      </Part>
    </>
  );
}

function Invitations({ invitations }: { invitations: readonly InvitationView[] }) {
  if (invitations.length === 0) return null;
  return (
    <Scroller label="Open links" className="card">
      <table className="grid-table middle min-w-[44rem]">
        <thead>
          <tr>
            <th scope="col">Open link for</th>
            <th scope="col">Role</th>
            <th scope="col">To</th>
            <th scope="col">Made by</th>
            <th scope="col">Good until</th>
            <th scope="col">
              <span className="sr-only">Withdraw</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <tr key={invitation.id}>
              <th scope="row" className="!text-sm !font-semibold !text-ink">
                {invitation.username}
              </th>
              <td>{isRole(invitation.role) ? ROLES[invitation.role].title : invitation.role}</td>
              <td>{invitation.renews ? "renew the password" : "make the account"}</td>
              <td>{invitation.invitedBy}</td>
              <td>
                <When at={invitation.expiresAt} />
              </td>
              <td>
                <Withdraw id={invitation.id} username={invitation.username} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function People({
  accounts,
  me,
  administers,
  has,
}: {
  accounts: readonly AccountView[];
  me: string;
  administers: boolean;
  has: Bound;
}) {
  return (
    <Scroller label="People" className="card">
      <table className="grid-table middle min-w-[58rem]">
        <thead>
          <tr>
            <th scope="col">Username</th>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Signs in by</th>
            <th scope="col">Since</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row" className="!text-sm !font-semibold !text-ink">
                {account.username} {account.disabled && <span className="tag border-dashed">disabled</span>}
              </th>
              <td>{account.name}</td>
              <td>{isRole(account.role) ? ROLES[account.role].title : account.role}</td>
              <td>{account.signsInBy === "password" ? "password" : "identity provider"}</td>
              <td>
                <When at={account.createdAt} />
              </td>
              <td>
                {account.id === me ? (
                  <span className="text-faint">You. Somebody else changes this account.</span>
                ) : administers ? (
                  <AccountActions
                    person={account}
                    roles={account.signsInBy === "password" ? withOwn(account.role) : []}
                    renews={account.signsInBy === "password" && account.role !== "owner"}
                  />
                ) : account.signsInBy === "password" ? (
                  <OwnerActions person={account} has={has} />
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** The role that somebody has stands in the list too, so that the field does not show another. */
function withOwn(role: string): readonly RoleChoice[] {
  return role === "owner" ? [...OWNER, ...CHOICES] : CHOICES;
}
