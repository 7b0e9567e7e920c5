/** What a screen needs of an RFC 9457 problem document. */
export interface Problem {
  readonly slug: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly at: string; readonly problem: string }[];
  readonly trace: string | null;
}

/** Reads any answer that is not a success; an answer that is no problem document is still named. */
export function parseProblem(status: number, body: string): Problem {
  const none: Problem = {
    slug: "unexpected",
    status,
    title: status === 0 ? "The server did not answer" : `The server answered ${status}`,
    detail:
      status === 0
        ? "Nothing is known about whether the request arrived. Look at the run before you repeat it."
        : "",
    errors: [],
    trace: null,
  };
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return none;
  }
  if (typeof json !== "object" || json === null) return none;
  const said = json as Record<string, unknown>;
  const text = (name: string): string | null => (typeof said[name] === "string" ? said[name] : null);
  return {
    slug: text("type")?.split("/").at(-1) ?? none.slug,
    status,
    title: text("title") ?? text("message") ?? none.title,
    detail: text("detail") ?? "",
    errors: Array.isArray(said.errors) ? said.errors.map(parseFault) : [],
    trace: text("traceId") ?? text("instance"),
  };
}

function parseFault(fault: unknown): { at: string; problem: string } {
  if (typeof fault !== "object" || fault === null) return { at: "", problem: String(fault) };
  const said = fault as Record<string, unknown>;
  const at = said.at ?? said.pointer ?? said.field ?? "";
  return { at: String(at), problem: String(said.problem ?? said.detail ?? said.message ?? "") };
}

/** Sends JSON to this server's own API. The Origin header is the browser's; a network failure is a problem too. */
export async function send(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<
  { readonly ok: true; readonly json: unknown } | { readonly ok: false; readonly problem: Problem }
> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", ...headers },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) return { ok: false, problem: parseProblem(answer.status, text) };
    return { ok: true, json: text === "" ? null : JSON.parse(text) };
  } catch {
    return { ok: false, problem: parseProblem(0, "") };
  }
}
