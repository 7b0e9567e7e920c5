import { filled } from "@/app/_ui/words/catalogue";

export interface Acknowledgeable {
  readonly name: string;
  readonly says: string;
  /** The language of `says`, where it is part of a record and not of the page. */
  readonly lang?: "en";
  /** What such a thing means at all, on a page of another language than the record's. */
  readonly means?: string;
}

/** Things to acknowledge by name, one by one: there is no box that ticks all of them. */
export function Acknowledgements(props: {
  title: string;
  /** `{n}` of `{all}` are acknowledged. */
  state: string;
  items: readonly Acknowledgeable[];
  chosen: ReadonlySet<string>;
  toggle: (name: string) => void;
}) {
  const { title, state, items, chosen, toggle } = props;
  if (items.length === 0) return null;
  const n = items.filter((i) => chosen.has(i.name)).length;
  return (
    <fieldset className="mt-6">
      <legend className="mb-2 flex w-full flex-wrap items-baseline gap-x-3">
        <span className="text-lg font-semibold">{title}</span>
        <span className="text-sm text-faint">{filled(state, { n, all: items.length })}</span>
      </legend>
      <ul className="card grid sm:grid-cols-2">
        {items.map((item) => (
          <li key={item.name} className={item.says.length > 60 ? "sm:col-span-2" : ""}>
            <label className="flex gap-2.5 px-4 py-2 hover:bg-sunken">
              <input
                type="checkbox"
                className="mt-1 size-4 shrink-0 accent-ink"
                checked={chosen.has(item.name)}
                onChange={() => toggle(item.name)}
              />
              <span className="min-w-0 break-words">
                <Named {...item} />
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** One of them: its name, what such a thing means, and what the record says of this one. */
export function Named({ name, says, lang, means }: Acknowledgeable) {
  return (
    <>
      <strong>{name}</strong>{" "}
      <span className="text-sm text-soft">
        {means}{" "}
        <span lang={lang} className={means ? "block" : ""}>
          {says}
        </span>
      </span>
    </>
  );
}
