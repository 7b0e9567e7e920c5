/** Moves the focus to the first element of a kind; false where the page has none. */
export function reach(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return element !== null;
}

/** Moves the focus to the next or previous element of a kind that is to be seen, from where the focus is now. */
export function step(selector: string, by: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((e) => e.checkVisibility());
  const active = document.activeElement;
  const now = all.findIndex((e) => e === active || e.contains(active));
  const next = all[now < 0 ? startFrom(all, active, by) : now + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return all.length > 0;
}

/** From an element that is none of them: the nearest in the document's order; from nowhere, the first or the last. */
function startFrom(all: readonly HTMLElement[], active: Element | null, by: 1 | -1): number {
  if (active === null || active === document.body) return by > 0 ? 0 : all.length - 1;
  const after = all.findIndex((e) => active.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (by > 0) return after < 0 ? all.length : after;
  return (after < 0 ? all.length : after) - 1;
}
