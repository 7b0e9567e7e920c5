import { filled } from "@/app/_ui/words/catalogue";
import { Field, type Said, tailOf } from "./decision-fields";
import type { DecisionWords } from "./decision-words";

const IN_ROWS = "sm:row-span-3 sm:grid sm:grid-rows-subgrid";

/** What the Owner types so that the right run and the right matrix pass through their hands. */
export function TypedConfirmation(props: {
  run: string;
  matrixDigest: string;
  said: Said;
  put: (part: Partial<Said>) => void;
  words: Pick<DecisionWords, "typedRun" | "typedTail">;
}) {
  const { run, matrixDigest, said, put, words } = props;
  const tail = tailOf(matrixDigest);
  return (
    // A label of two lines beside one of one: the fields stand on one line all the same.
    <div className="grid gap-4 sm:grid-cols-2 sm:gap-y-0">
      <Field label={words.typedRun} className={IN_ROWS}>
        <input
          className="field font-mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={said.typedRun}
          onChange={(e) => put({ typedRun: e.target.value })}
          aria-describedby="typed-run"
        />
        <span id="typed-run" className="mt-1 block font-mono text-xs break-all text-faint">
          {run}
        </span>
      </Field>
      <Field label={filled(words.typedTail, { n: tail.length })} className={IN_ROWS}>
        <input
          className="field font-mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={tail.length}
          value={said.typedTail}
          onChange={(e) => put({ typedTail: e.target.value.toLowerCase() })}
          aria-describedby="typed-tail"
        />
        <span id="typed-tail" className="mt-1 block font-mono text-xs text-faint">
          …{matrixDigest.slice(-16, -tail.length)}
          <strong className="text-ink">{tail}</strong>
        </span>
      </Field>
    </div>
  );
}
