"use client";

import { useSyncExternalStore } from "react";
import { isLanguage, type Language } from "./language";

const never = () => () => {};

/** The language of the page, for parts of a browser that get no words from the server: what the document says. */
export function usePageLanguage(): Language {
  return useSyncExternalStore<Language>(
    never,
    () => (isLanguage(document.documentElement.lang) ? document.documentElement.lang : "en"),
    () => "en",
  );
}
