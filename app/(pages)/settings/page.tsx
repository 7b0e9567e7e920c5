import { database } from "@/app/_server/database";
import { Note, PageHeading, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { listAccounts } from "@/db/accounts";
import { factorsOf } from "@/db/factors";
import { listKeys } from "@/db/keys";
import type { AccountView, KeyView } from "@/db/views";
import { isRole, ROLES, type Role } from "@/lib/authority/roles";
import { signedIn } from "../signed-in";
import { AccountActions, NewAccount, OwnPassword, type RoleChoice } from "./account-forms";
import { FactorPanel } from "./factors/factor-panel";
import { NewKey, RevokeKey } from "./key-forms";

export const metadata = { title: "Settings" };

/** The weakest first: what is chosen without thinking gives the least. */
const CHOICES: readonly RoleChoice[] = (
  ["auditor", "engineer", "owner", "administrator"] as const satisfies readonly Role[]
).map((role) => ({ role, title: ROLES[role].title }));

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

export default async function SettingsPage() {
  const person = await signedIn("/settings");
  const db = await database();
  const { administers, contributes, title } = ROLES[person.role];
  const keys = await listKeys(db, administers ? undefined : person.id);
  return (
    <>
      <PageHeading title="Settings" lead={`You are signed in as ${person.username}, ${title}.`} />
      {administers && (
        <Part
          id="people"
          title="People"
          aside="A changed role or a new password ends all sessions of that account."
        >
          <NewAccount roles={CHOICES} />
          <People accounts={await listAccounts(db)} me={person.id} />
        </Part>
      )}
      <Part
        id="keys"
        title={administers ? "All API keys" : "Your API keys"}
        aside="A key acts for whoever minted it. No key ever signs off."
      >
        {administers ? (
          <p className="mb-3 text-sm text-soft">An Administrator can mint read keys and revoke any key.</p>
        ) : null}
        <NewKey uploads={contributes} expires={day(90)} earliest={day(0)} />
        {keys.length === 0 ? (
          <Note title="No key yet.">
            <p>
              A key lets <code>npx notouch upload</code> and CI talk to this server: put it into{" "}
              <code>NOTOUCH_TOKEN</code>.
            </p>
          </Note>
        ) : (
          <Keys keys={keys} now={Date.now()} />
        )}
      </Part>
      <Part
        id="factors"
        title="Your second factors"
        aside="Once one is enrolled, AUTHORIZE needs it. Several are better than one."
      >
        <FactorPanel present={await factorsOf(db, person.id)} />
      </Part>
      <Part id="password" title="Your password">
        <OwnPassword />
      </Part>
    </>
  );
}

function People({ accounts, me }: { accounts: readonly AccountView[]; me: string }) {
  return (
    <Scroller label="People" className="card">
      <table className="grid-table middle min-w-[50rem]">
        <thead>
          <tr>
            <th scope="col">Username</th>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
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
              <td>
                <When at={account.createdAt} />
              </td>
              <td>
                {account.id === me ? (
                  <span className="text-faint">You. Another Administrator changes this account.</span>
                ) : (
                  <AccountActions
                    id={account.id}
                    role={account.role}
                    disabled={account.disabled}
                    roles={CHOICES}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Keys({ keys, now }: { keys: readonly KeyView[]; now: number }) {
  return (
    <Scroller label="API keys" className="card">
      <table className="grid-table middle min-w-[50rem]">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Key</th>
            <th scope="col">Scope</th>
            <th scope="col">Minted</th>
            <th scope="col">Last use</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <span className="sr-only">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <th scope="row" className="!text-sm !font-semibold !whitespace-normal !text-ink">
                {key.name}
              </th>
              <td>
                <code>{key.prefix}…</code>
              </td>
              <td>{key.scope}</td>
              <td>
                <When at={key.createdAt} /> by {key.mintedBy}
              </td>
              <td>
                {key.lastUsedAt === null ? (
                  <span className="text-faint">never</span>
                ) : (
                  <When at={key.lastUsedAt} />
                )}
              </td>
              <td>
                {key.expiresAt === null ? (
                  <span className="text-faint">never</span>
                ) : (
                  <When at={key.expiresAt} />
                )}
              </td>
              <td>
                {key.revokedAt !== null ? (
                  <span className="text-faint">
                    revoked <When at={key.revokedAt} />
                  </span>
                ) : key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? (
                  <span className="text-faint">expired</span>
                ) : (
                  <RevokeKey id={key.id} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
