import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    include: [
      "lib/**/*.test.ts",
      "db/**/*.test.ts",
      "bin/**/*.test.ts",
      "app/**/*.test.ts",
      "e2e/**/*.test.ts",
    ],
    globalSetup: ["e2e/postgres-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Two cores: more workers than that only make the real PostgreSQL wait.
    maxWorkers: 2,
    pool: "forks",
  },
});
