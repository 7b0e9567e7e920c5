import { database } from "@/app/_server/database";
import { PageHeading, Part, Scroller } from "@/app/_ui/frame";
import { When } from "@/app/_ui/when";
import { currentRegister, registerHistory } from "@/db/register";
import type { RegisterItem } from "@/db/views";
import { ROLES } from "@/lib/authority/roles";
import { signedIn } from "../signed-in";
import { ChangeState } from "./change-state";

export const metadata = { title: "Register" };

export default async function RegisterPage() {
  const person = await signedIn("/register");
  const db = await database();
  const items = await currentRegister(db);
  const decides = ROLES[person.role].decides;
  const histories = new Map<string, Awaited<ReturnType<typeof registerHistory>>>();
  for (const { code } of items) histories.set(code, await registerHistory(db, code));
  const open = (kind: RegisterItem["kind"]) =>
    items.filter((i) => i.kind === kind && i.state === "OPEN").length;
  const of = (kind: RegisterItem["kind"]) => items.filter((i) => i.kind === kind);
  return (
    <>
      <PageHeading
        title="Register"
        lead="Gates that future work needs, and blockers. No engineering result closes one: only an Owner does, and every change stays in the history."
      />
      <Part
        id="gates"
        title="Gates"
        aside={`${open("gate")} of ${of("gate").length} not given. A run names the gate under which its captures were taken.`}
      >
        <Items items={of("gate")} histories={histories} decides={decides} />
      </Part>
      <Part
        id="blockers"
        title="Blockers"
        aside={`${open("blocker")} of ${of("blocker").length} open. An Owner acknowledges each open one at AUTHORIZE.`}
      >
        <Items items={of("blocker")} histories={histories} decides={decides} />
      </Part>
    </>
  );
}

type Histories = ReadonlyMap<string, Awaited<ReturnType<typeof registerHistory>>>;

function Items({
  items,
  histories,
  decides,
}: {
  items: readonly RegisterItem[];
  histories: Histories;
  decides: boolean;
}) {
  return (
    <Scroller label={items[0]?.kind === "gate" ? "Gates" : "Blockers"} className="card">
      <table className="grid-table restack">
        <thead>
          <tr>
            <th scope="col" className="w-40">
              Code
            </th>
            <th scope="col">What</th>
            <th scope="col" className="w-24">
              State
            </th>
            <th scope="col" className="w-24">
              Owner
            </th>
            <th scope="col" className="w-44">
              Since
            </th>
            {decides && (
              <th scope="col" className="w-28">
                <span className="sr-only">Change</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.code}>
              <th scope="row" className="!text-sm !font-semibold !text-ink">
                {item.code}
              </th>
              <td className="wide">
                {item.title !== item.code && <p>{item.title}</p>}
                <p className="text-soft">
                  {item.reason} <Evidence address={item.evidence} />
                </p>
                <History states={histories.get(item.code) ?? []} />
              </td>
              <td>
                <span className={`tag font-semibold ${item.state === "OPEN" ? "border-ink text-ink" : ""}`}>
                  {item.state}
                </span>
                {item.kind === "gate" && (
                  <p className="text-xs text-faint">{item.state === "OPEN" ? "not given" : "given"}</p>
                )}
              </td>
              <td data-label="Owner">{item.owner ?? <span className="text-faint">nobody</span>}</td>
              <td data-label="since">
                <When at={item.since} />
              </td>
              {decides && (
                <td>
                  <ChangeState
                    code={item.code}
                    kind={item.kind}
                    owner={item.owner}
                    to={item.state === "OPEN" ? "CLOSED" : "OPEN"}
                  />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

/** Where the state rests on something; it leads elsewhere and is not vouched for. */
function Evidence({ address }: { address: string | null }) {
  if (address === null) return null;
  return (
    <a href={address} rel="noreferrer nofollow" className="link break-all">
      {address}
    </a>
  );
}

function History({ states }: { states: NonNullable<ReturnType<Histories["get"]>> }) {
  if (states.length < 2) return null;
  return (
    <details className="mt-1">
      <summary className="text-xs text-faint">{states.length} states so far</summary>
      <ol className="mt-1 space-y-1 text-xs">
        {states.map((state) => (
          <li key={state.ledgerIndex}>
            <strong>{state.state}</strong> <When at={state.since} /> by {state.by ?? "the product"}, entry{" "}
            {state.ledgerIndex}: {state.reason} <Evidence address={state.evidence} />
          </li>
        ))}
      </ol>
    </details>
  );
}
