export interface Acknowledgeable {
  readonly name: string;
  readonly says: string;
}

/** Things to acknowledge by name, one by one: there is no box that ticks all of them. */
export function Acknowledgements(props: {
  title: string;
  items: readonly Acknowledgeable[];
  chosen: ReadonlySet<string>;
  toggle: (name: string) => void;
}) {
  const { title, items, chosen, toggle } = props;
  if (items.length === 0) return null;
  return (
    <fieldset className="mt-6">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-3">
        <span className="text-lg font-semibold">{title}</span>
        <span className="text-sm text-faint">
          {items.filter((i) => chosen.has(i.name)).length} of {items.length} acknowledged; AUTHORIZE needs all
          of them
        </span>
      </legend>
      <ul className="card grid sm:grid-cols-2">
        {items.map(({ name, says }) => (
          <li key={name} className={says.length > 60 ? "sm:col-span-2" : ""}>
            <label className="flex gap-2.5 px-4 py-2 hover:bg-sunken">
              <input
                type="checkbox"
                className="mt-1 size-4 shrink-0 accent-ink"
                checked={chosen.has(name)}
                onChange={() => toggle(name)}
              />
              <span className="min-w-0 break-words">
                <strong>{name}</strong> {says && <span className="text-sm text-soft">{says}</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
