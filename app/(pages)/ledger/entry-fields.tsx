import { wordsOf } from "@/app/_server/language";
import { ENTRY_KIND_NAMES } from "@/lib/ledger/entry";
import { LEDGER } from "./ledger-words";

type Typed = Readonly<Record<string, string | undefined>>;

/** A plain GET form: what was asked for stands in the URL, and the database answers it over the whole ledger. */
export async function EntryFields({ typed }: { typed: Typed }) {
  const { filter, kinds } = await wordsOf(LEDGER);
  return (
    <form action="/ledger" className="mb-4 grid grid-cols-2 items-end gap-3 text-sm md:grid-cols-4">
      <Field className="col-span-2" name="q" label={filter.search} typed={typed} type="search" focusKey="/" />
      <label className="min-w-0">
        <span className="mb-1 block font-semibold">{filter.kind}</span>
        <select name="kind" defaultValue={typed.kind ?? ""} className="field">
          <option value="">{filter.all}</option>
          <option value="audit">{filter.audit}</option>
          {ENTRY_KIND_NAMES.map((kind) => (
            <option key={kind} value={kind}>
              {kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <Field name="run" label={filter.run} typed={typed} mono />
      <Field name="actor" label={filter.by} typed={typed} />
      <Field name="digest" label={filter.digest} typed={typed} mono />
      <Field name="since" label={filter.since} typed={typed} type="date" />
      <div className="flex items-end gap-3">
        <Field className="flex-1" name="until" label={filter.until} typed={typed} type="date" />
        <button type="submit" className="button">
          {filter.go}
        </button>
      </div>
    </form>
  );
}

function Field(props: {
  name: string;
  label: string;
  typed: Typed;
  type?: "search" | "date" | "text";
  mono?: boolean;
  focusKey?: string;
  className?: string;
}) {
  const { name, label, typed, type = "text", mono = false, focusKey, className = "" } = props;
  return (
    <label className={`min-w-0 ${className}`}>
      <span className="mb-1 block font-semibold">{label}</span>
      <input
        name={name}
        type={type}
        defaultValue={typed[name]}
        data-key={focusKey}
        autoComplete="off"
        spellCheck={false}
        className={`field ${mono ? "font-mono" : ""}`}
      />
    </label>
  );
}
