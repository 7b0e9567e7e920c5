import { wordsOf } from "@/app/_server/language";
import { COMPARE } from "./compare-words";

/** Two runs by name: any of them, for the list below the fields is only a help. */
export async function RunPicker(props: {
  runs: readonly string[];
  earlier: string | undefined;
  later: string | undefined;
}) {
  const { runs, earlier, later } = props;
  const { pick } = await wordsOf(COMPARE);
  const field = (name: "a" | "b", title: string, value: string | undefined) => (
    <label className="min-w-44 flex-1">
      <span className="mb-1 block text-sm font-semibold">{title}</span>
      <input
        name={name}
        list="run-names"
        defaultValue={value}
        required={name === "b"}
        autoComplete="off"
        spellCheck={false}
        data-key={name === "a" ? "/" : undefined}
        className="field font-mono"
      />
    </label>
  );
  return (
    <form action="/compare" className="card flex flex-wrap items-end gap-3 px-4 py-4">
      {field("a", pick.earlier, earlier)}
      {field("b", pick.later, later)}
      <datalist id="run-names">
        {runs.map((slug) => (
          <option key={slug} value={slug} />
        ))}
      </datalist>
      <button type="submit" className="button button-ink">
        {pick.go}
      </button>
    </form>
  );
}
