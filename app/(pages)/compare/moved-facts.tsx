import { FailOpenBadge } from "@/app/_ui/fail-open-badge";
import { Part } from "@/app/_ui/frame";
import type { Caveat } from "@/lib/claims/check";
import type { FailOpenCode } from "@/lib/claims/fail-open";
import type { Comparison } from "@/lib/verdict/compare";

/** F-OPEN codes and caveats that one run has and the other has not. */
export function MovedFacts({ comparison: { failOpen, caveats } }: { comparison: Comparison }) {
  const lists = [
    { title: "New in the later run", codes: failOpen.come, caveats: caveats.come },
    { title: "No longer there", codes: failOpen.gone, caveats: caveats.gone },
  ];
  return (
    <Part id="moved" title="F-OPEN codes and caveats">
      <div className="grid gap-4 md:grid-cols-2">
        {lists.map((list) => (
          <section key={list.title} aria-label={list.title} className="card space-y-2 px-4 py-4 text-sm">
            <h3 className="text-sm">{list.title}</h3>
            <Codes codes={list.codes} />
            <Caveats caveats={list.caveats} />
          </section>
        ))}
      </div>
    </Part>
  );
}

function Codes({ codes }: { codes: readonly FailOpenCode[] }) {
  if (codes.length === 0) return <p className="text-faint">No F-OPEN code.</p>;
  return (
    <p className="flex flex-wrap gap-1.5">
      {codes.map((code) => (
        <FailOpenBadge key={code} code={code} named />
      ))}
    </p>
  );
}

function Caveats({ caveats }: { caveats: readonly Caveat[] }) {
  if (caveats.length === 0) return <p className="text-faint">No caveat.</p>;
  return (
    <ul className="space-y-1">
      {caveats.map(({ code, table, detail }) => (
        <li key={`${code} ${table}`}>
          <code>{code}</code> {table !== null && <span className="break-all">{table}</span>}:{" "}
          <span className="text-soft">{detail}</span>
        </li>
      ))}
    </ul>
  );
}
