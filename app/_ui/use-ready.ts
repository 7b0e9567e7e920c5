"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False on the server and until this page's script runs. A button that needs the script stays disabled until then:
 * pressed earlier, the browser would send its form somewhere else.
 */
export function useReady(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
