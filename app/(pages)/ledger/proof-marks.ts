import { useSyncExternalStore } from "react";

/** How the proof of an entry came out. `waiting` until it was verified. */
export type ProofState = "waiting" | "holds" | "broken" | "unknown";

const states = new Map<number, ProofState>();
const listeners = new Set<() => void>();

export function markProof(index: number, state: ProofState): void {
  states.set(index, state);
  for (const listener of listeners) listener();
}

export function useProof(index: number): ProofState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => states.get(index) ?? "waiting",
    () => "waiting",
  );
}
