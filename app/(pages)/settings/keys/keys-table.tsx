import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { KeyView } from "@/db/views";
import { RevokeKey } from "./key-forms";

export function Keys({ keys, now }: { keys: readonly KeyView[]; now: number }) {
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
