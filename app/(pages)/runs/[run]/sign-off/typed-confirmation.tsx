import { Field, type Said } from "./decision-fields";

const TAIL = 6;

/** The last characters of a digest, which nobody types without having looked at it. */
export function tailOf(matrixDigest: string): string {
  return matrixDigest.slice(-TAIL);
}

/** What the Owner types so that the right run and the right matrix pass through their hands. */
export function TypedConfirmation(props: {
  run: string;
  matrixDigest: string;
  said: Said;
  put: (part: Partial<Said>) => void;
}) {
  const { run, matrixDigest, said, put } = props;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Type the run's short name">
        <input
          className="field font-mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={said.typedRun}
          onChange={(e) => put({ typedRun: e.target.value })}
          aria-describedby="typed-run"
        />
        <span id="typed-run" className="mt-1 block text-xs text-faint">
          {run}
        </span>
      </Field>
      <Field label={`Type the digest's last ${TAIL}`}>
        <input
          className="field font-mono"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={TAIL}
          value={said.typedTail}
          onChange={(e) => put({ typedTail: e.target.value.toLowerCase() })}
          aria-describedby="typed-tail"
        />
        <span id="typed-tail" className="mt-1 block font-mono text-xs text-faint">
          …{matrixDigest.slice(-16, -TAIL)}
          <strong className="text-ink">{tailOf(matrixDigest)}</strong>
        </span>
      </Field>
    </div>
  );
}
