/** Search parameters as Next hands them over: anything a stranger put into a URL. */
export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The first value of a parameter; empty counts as absent. */
export function one(value: string | string[] | undefined): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  return first === "" ? undefined : first;
}

export function wholeNumber(value: string | string[] | undefined): number | undefined {
  const text = one(value);
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** The parameter if it is one of a closed set, else absent. */
export function oneOf<T extends string>(
  value: string | string[] | undefined,
  allowed: readonly T[],
): T | undefined {
  const text = one(value);
  return allowed.find((a) => a === text);
}

/** A path of this site to go to after signing in; anything that could lead elsewhere becomes the start page. */
export function sameSitePath(value: string | undefined): string {
  if (value === undefined || !/^\/(?![/\\])[^\\\s]*$/.test(value)) return "/";
  const url = new URL(value, "http://here.invalid");
  return url.host === "here.invalid" && !url.pathname.startsWith("//") && !url.pathname.startsWith("/api/")
    ? url.pathname + url.search
    : "/";
}

/** A path with those parameters that are set. */
export function pathWith(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set)}`;
}
