import { runSchema } from "../api";
import { EXIT } from "../exit";
import { Server, type ServerFlags } from "../http";
import { print, printJson } from "../terminal";
import { EXIT_OF_VERDICT } from "./evaluate";

/** Exit status from a run. One of the two is asked for, never both at once: they are different questions. */
export async function runGate(
  slug: string,
  flags: ServerFlags & { readonly require: "engineering" | "authority" },
): Promise<number> {
  const server = await Server.open(flags);
  const { engineering, authority } = await server.get(`/runs/${encodeURIComponent(slug)}`, runSchema);
  if (flags.require === "engineering") {
    const { verdict, matrixDigest } = engineering;
    if (flags.json) await printJson({ run: slug, require: "engineering", verdict, matrixDigest });
    else await print(`engineering ${verdict}`);
    // A verdict without a matrix rests on nothing.
    return verdict === "PASS" && matrixDigest === null ? EXIT.noEvidence : EXIT_OF_VERDICT[verdict];
  }
  const { state, basis } = authority;
  if (flags.json) await printJson({ run: slug, require: "authority", state, basis });
  else await print(`authority ${state} (${basis})`);
  return state === "AUTHORIZED" ? EXIT.done : EXIT.hold;
}
