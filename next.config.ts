import type { NextConfig } from "next";

const config: NextConfig = {
  // PGlite finds its WebAssembly beside its own files, and pg loads its driver at run time: neither may be bundled.
  // Of prom-client there is one for all bundles, so that they count in one registry.
  serverExternalPackages: ["@electric-sql/pglite", "pg", "prom-client"],
  poweredByHeader: false,
  devIndicators: false,
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "no-referrer" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=(), usb=()" },
      ],
    },
  ],
};

export default config;
