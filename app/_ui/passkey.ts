import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";
import { type Problem, parseProblem } from "./problem";

/** A browser that can show a passkey dialogue under this address at all. */
export function passkeysWork(): boolean {
  return typeof window !== "undefined" && "PublicKeyCredential" in window && !isAddress(location.hostname);
}

/** Passkeys belong to host names: a browser refuses them under a bare address. */
function isAddress(host: string): boolean {
  return /^[\d.]+$/.test(host) || host.startsWith("[");
}

type Asked<T> = { readonly ok: true; readonly json: T } | { readonly ok: false; readonly problem: Problem };

/** Lets the person make a passkey; `options` come from the server. The library is loaded when it is needed. */
export async function makePasskey(options: unknown): Promise<Asked<unknown>> {
  const { startRegistration } = await import("@simplewebauthn/browser");
  return asked(() => startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }));
}

/** Lets the person sign a challenge with one of their passkeys. */
export async function signWithPasskey(options: unknown): Promise<Asked<unknown>> {
  const { startAuthentication } = await import("@simplewebauthn/browser");
  return asked(() => startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }));
}

/** Whatever the browser refuses reads as a problem, like a refusal of the server. Nothing was sent then. */
async function asked<T>(ask: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { ok: true, json: await ask() };
  } catch (error) {
    return {
      ok: false,
      problem: {
        ...parseProblem(0, ""),
        slug: "passkey",
        title: "The passkey was not used",
        detail: `Nothing was sent. The browser says: ${error instanceof Error ? error.message : String(error)}`,
      },
    };
  }
}
