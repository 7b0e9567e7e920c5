import { database } from "@/app/_server/database";
import { pageLanguage, wordsOf } from "@/app/_server/language";
import { Note, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { roleTitle } from "@/app/_ui/words/domain-words";
import type { Language } from "@/app/_ui/words/language";
import { listAccounts } from "@/db/identity/accounts";
import { listInvitations } from "@/db/identity/invitations";
import type { AccountView, InvitationView } from "@/db/identity/views";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import { signedIn } from "../../signed-in";
import { type Asked, askedOf } from "../asked";
import { PEOPLE, type PeopleWords } from "./people-words";
import { AccountActions, Invite, OwnerActions, type RoleChoice, Withdraw } from "./person-forms";

export async function generateMetadata() {
  return { title: (await wordsOf(PEOPLE)).title };
}

/** The weakest first: what is chosen without thinking gives the least. */
const CHOICES = ["auditor", "engineer", "administrator"] as const satisfies readonly Role[];

const choices = (roles: readonly Role[], language: Language): readonly RoleChoice[] =>
  roles.map((role) => ({ role, title: roleTitle(role, language) }));

export default async function PeoplePage() {
  const person = await signedIn("/settings/people");
  const words = await wordsOf(PEOPLE);
  const language = await pageLanguage();
  const { administers, decides } = ROLES[person.role];
  if (!administers && !decides) return <Note title={words.not.title}>{words.not.says}</Note>;
  const db = await database();
  const presence = await askedOf(db, person);
  return (
    <>
      <Part
        id="invite"
        title={administers ? words.invite.somebody : words.invite.owner}
        aside={words.invite.aside}
      >
        <p className="mb-3 text-sm text-soft">
          {administers ? words.invite.administers : words.invite.decides}
        </p>
        <Invite
          words={words.form}
          roles={choices(administers ? CHOICES : ["owner"], language)}
          presence={decides ? presence : null}
        />
        <Invitations words={words} language={language} invitations={await listInvitations(db)} />
      </Part>
      <Part id="people" title={words.title} aside={words.aside}>
        <People
          words={words}
          language={language}
          accounts={await listAccounts(db)}
          me={person.id}
          administers={administers}
          presence={presence}
        />
      </Part>
    </>
  );
}

function Invitations({
  words,
  language,
  invitations,
}: {
  words: PeopleWords;
  language: Language;
  invitations: readonly InvitationView[];
}) {
  if (invitations.length === 0) return null;
  return (
    <Scroller label={words.links.label} className="card">
      <table className="grid-table middle min-w-[44rem]">
        <thead>
          <tr>
            <th scope="col">{words.links.for}</th>
            <th scope="col">{words.links.role}</th>
            <th scope="col">{words.links.to}</th>
            <th scope="col">{words.links.by}</th>
            <th scope="col">{words.links.until}</th>
            <th scope="col">
              <span className="sr-only">{words.links.withdraw}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <tr key={invitation.id}>
              <th scope="row" className="!text-sm !font-semibold !text-ink">
                {invitation.username}
              </th>
              <td>{titleOf(invitation.role, language)}</td>
              <td>{invitation.renews ? words.links.renews : words.links.makes}</td>
              <td>{invitation.invitedBy}</td>
              <td>
                <When at={invitation.expiresAt} />
              </td>
              <td>
                <Withdraw words={words.form} id={invitation.id} username={invitation.username} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function People({
  words,
  language,
  accounts,
  me,
  administers,
  presence,
}: {
  words: PeopleWords;
  language: Language;
  accounts: readonly AccountView[];
  me: string;
  administers: boolean;
  presence: Asked;
}) {
  return (
    <Scroller label={words.title} className="card">
      <table className="grid-table middle min-w-[58rem]">
        <thead>
          <tr>
            <th scope="col">{words.columns.username}</th>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.role}</th>
            <th scope="col">{words.columns.by}</th>
            <th scope="col">{words.columns.since}</th>
            <th scope="col">{words.columns.change}</th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <tr key={account.id}>
              <th scope="row" className="!text-sm !font-semibold !text-ink">
                {account.username}{" "}
                {account.disabled && <span className="tag border-dashed">{words.disabled}</span>}
              </th>
              <td>{account.name}</td>
              <td>{titleOf(account.role, language)}</td>
              <td>{words.signsInBy[account.signsInBy]}</td>
              <td>
                <When at={account.createdAt} />
              </td>
              <td>
                {account.id === me ? (
                  <span className="text-faint">{words.you}</span>
                ) : administers ? (
                  <AccountActions
                    words={words.form}
                    person={account}
                    roles={account.signsInBy === "password" ? withOwn(account.role, language) : []}
                    renews={account.signsInBy === "password" && account.role !== "owner"}
                  />
                ) : account.signsInBy === "password" ? (
                  <OwnerActions words={words.form} person={account} presence={presence} />
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
function withOwn(role: string, language: Language): readonly RoleChoice[] {
  return choices(role === "owner" ? ["owner", ...CHOICES] : CHOICES, language);
}

function titleOf(role: string, language: Language): string {
  return isRole(role) ? roleTitle(role, language) : role;
}
