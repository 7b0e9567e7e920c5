import { wordsOf } from "@/app/_server/language";
import { When } from "@/app/_ui/when";
import type { EntryView } from "@/db/ledger/views";
import { PACKET } from "./packet-words";

/** The run's entries in the ledger with their hashes in full, as they would be read aloud against another copy. */
export async function Proof({ entries }: { entries: readonly EntryView[] }) {
  const words = await wordsOf(PACKET);
  return (
    <table className="grid-table mt-4">
      <thead>
        <tr>
          <th scope="col" className="num !text-right">
            {words.entry}
          </th>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.kind}</th>
          <th scope="col">{words.hash}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.index}>
            <td className="num">{entry.index}</td>
            <td>
              <When at={entry.at} seconds />
            </td>
            <td>{entry.kind}</td>
            <td className="break-all">
              <code>{entry.hash}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
