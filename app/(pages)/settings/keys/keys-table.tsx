import { Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import type { KeyView } from "@/db/identity/views";
import { RevokeKey } from "./key-forms";
import type { KeysWords } from "./keys-words";

export function Keys({ words, keys, now }: { words: KeysWords; keys: readonly KeyView[]; now: number }) {
  return (
    <Scroller label={words.title} className="card">
      <table className="grid-table middle min-w-[50rem]">
        <thead>
          <tr>
            <th scope="col">{words.columns.name}</th>
            <th scope="col">{words.columns.key}</th>
            <th scope="col">{words.columns.scope}</th>
            <th scope="col">{words.columns.minted}</th>
            <th scope="col">{words.columns.used}</th>
            <th scope="col">{words.columns.expires}</th>
            <th scope="col">
              <span className="sr-only">{words.columns.revoke}</span>
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
              <td>{words.scopes[key.scope]}</td>
              <td>
                <When at={key.createdAt} /> {words.by(key.mintedBy)}
              </td>
              <td>
                {key.lastUsedAt === null ? (
                  <span className="text-faint">{words.unused}</span>
                ) : (
                  <When at={key.lastUsedAt} />
                )}
              </td>
              <td>
                {key.expiresAt === null ? (
                  <span className="text-faint">{words.unlimited}</span>
                ) : (
                  <When at={key.expiresAt} />
                )}
              </td>
              <td>
                {key.revokedAt !== null ? (
                  <span className="text-faint">
                    {words.revoked} <When at={key.revokedAt} />
                  </span>
                ) : key.expiresAt !== null && Date.parse(key.expiresAt) <= now ? (
                  <span className="text-faint">{words.expired}</span>
                ) : (
                  <RevokeKey words={words.form} id={key.id} name={key.name} />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}
