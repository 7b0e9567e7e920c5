import { type RunAnswer, runSchema, runsSchema } from "../api";
import { EXIT } from "../exit";
import { Server, type ServerFlags } from "../http";
import { sentenceOf } from "../matrix-text";
import { loadProfile } from "../profile-source";
import { paint, plain, print, printJson, say } from "../terminal";
import { parseRun } from "./capture";

export async function createRun(
  slug: string,
  flags: ServerFlags & { readonly name?: string; readonly profile: string },
): Promise<number> {
  const run = parseRun(slug);
  const profile = await loadProfile(flags.profile);
  const server = await Server.open(flags);
  // A built-in profile goes by its name; one from a file goes whole.
  const sent = /^[a-z][a-z0-9-]*$/.test(flags.profile) ? profile.name : profile;
  const created = await server.postJson(
    "/runs",
    { slug: run, name: flags.name ?? run, profile: sent },
    runSchema,
  );
  if (flags.json) await printJson(created);
  else {
    say(
      `Run ${created.slug} was created. Next: notouch capture before --profile ${flags.profile} --run ${created.slug} --out before.notouch`,
    );
    await print(created.slug);
  }
  return EXIT.done;
}

export async function listRuns(flags: ServerFlags): Promise<number> {
  const server = await Server.open(flags);
  const runs: RunAnswer[] = [];
  for (let cursor: number | null = 0; cursor !== null; ) {
    const page: { runs: RunAnswer[]; next: number | null } = await server.get(
      `/runs?limit=100${cursor > 0 ? `&cursor=${cursor}` : ""}`,
      runsSchema,
    );
    runs.push(...page.runs);
    cursor = page.next !== null && page.runs.length > 0 ? page.next : null;
  }
  if (flags.json) await printJson({ runs });
  else
    for (const run of runs)
      await print(
        [
          plain(run.slug).padEnd(24),
          `engineering ${run.engineering.verdict}`.padEnd(24),
          `authority ${run.authority.state} (${plain(run.authority.basis)})`.padEnd(32),
          plain(run.name),
        ].join("  "),
      );
  return EXIT.done;
}

export async function viewRun(slug: string, flags: ServerFlags): Promise<number> {
  const server = await Server.open(flags);
  const run = await server.get(`/runs/${encodeURIComponent(slug)}`, runSchema);
  if (flags.json) await printJson(run);
  else await printRun(run);
  return EXIT.done;
}

export async function printRun(run: RunAnswer): Promise<void> {
  await print(
    `${paint("bold", plain(run.name))}  (${plain(run.slug)}), profile ${plain(run.profile.name)} ${run.profile.version}, created by ${plain(run.createdBy)} at ${plain(run.createdAt)}`,
  );
  for (const e of run.evidence)
    await print(
      `  ${e.phase.padEnd(9)} ${e.digest}  by ${plain(e.recordedBy)} at ${plain(e.recordedAt)}, entry ${e.ledgerIndex}`,
    );
  for (const phase of ["before", "staging", "after"] as const)
    if (!run.evidence.some((e) => e.phase === phase))
      await print(`  ${phase.padEnd(9)} ${paint("yellow", "missing")}`);
  const { verdict, claims, failOpen } = run.engineering;
  await print(
    `Engineering  ${claims.length === 0 ? verdict : sentenceOf({ engineering: verdict, claims, failOpen })}`,
  );
  await print(`Authority    ${run.authority.state} (${plain(run.authority.basis)})`);
}
