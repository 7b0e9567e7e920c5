import { type NextRequest, NextResponse } from "next/server";

/**
 * Content security policy with a nonce for every page. It authorizes nothing: that happens where data is read and
 * written. The interface is left out of the matcher, because a proxy cuts request bodies off at 10 MB.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const development = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'${development ? " 'unsafe-inline'" : ""}`,
    // Bars and columns are sized by style attributes; those cannot carry a nonce.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join("; ");
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Next reads the nonce from the request's policy and puts it on its own scripts.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  // Here and not in next.config.ts, whose headers are fixed when the server is built.
  if (process.env.NOTOUCH_ORIGIN?.startsWith("https:"))
    response.headers.set("strict-transport-security", "max-age=63072000");
  return response;
}

export const config = {
  matcher: [
    "/((?!api/|_next/static|_next/image|healthz|readyz|favicon.ico|icon.svg|apple-icon.png|schemas/).*)",
  ],
};
