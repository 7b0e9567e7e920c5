import { type BrowserContext, expect, type Page } from "@playwright/test";

/**
 * Everything that must not happen behind a journey's back: errors on the console or in a script, and requests to
 * this server that fail or are refused. A refusal that the journey is about is announced, and then it has to come.
 */
export class Watch {
  readonly #faults: string[] = [];
  readonly #awaited: { readonly status: number; readonly path: string }[] = [];

  constructor(private readonly origin: string) {}

  over(context: BrowserContext): void {
    context.on("weberror", (error) => this.#faults.push(`script: ${error.error().message}`));
    context.on("console", (message) => {
      if (message.type() !== "error") return;
      // Chromium repeats on the console what the answers below tell with their status.
      const ours = this.#ours(message.location().url);
      if (ours && message.text().startsWith("Failed to load resource: the server responded")) return;
      this.#faults.push(`console of ${message.page()?.url()}: ${message.text()}`);
    });
    context.on("requestfailed", (request) => {
      // A page that is left drops what it was still asking for.
      if (!this.#ours(request.url()) || request.failure()?.errorText === "net::ERR_ABORTED") return;
      this.#faults.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
    });
    context.on("response", (response) => {
      const status = response.status();
      if (status < 400 || !this.#ours(response.url())) return;
      const { pathname } = new URL(response.url());
      const at = this.#awaited.findIndex((r) => r.status === status && r.path === pathname);
      if (at >= 0) this.#awaited.splice(at, 1);
      else this.#faults.push(`${response.request().method()} ${response.url()} was answered with ${status}`);
    });
  }

  /** Announces one answer with this status. */
  refusal(status: number, path: string): void {
    this.#awaited.push({ status, path });
  }

  /** Nothing happened that should not have, and everything that was announced did. */
  settle(): void {
    expect(this.#faults, "errors, and requests that failed or were refused").toEqual([]);
    expect(this.#awaited, "refusals that were announced and did not come").toEqual([]);
  }

  #ours(url: string): boolean {
    return URL.parse(url)?.origin === this.origin;
  }
}

/** Whether a page is wider than its window. What scrolls inside a frame of its own does not count. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, widest } = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const over = [...document.querySelectorAll<HTMLElement>("body *")].filter(
      (e) => e.getBoundingClientRect().right > limit + 1 && e.closest(".scroller") === null,
    );
    return {
      wide: document.documentElement.scrollWidth - limit,
      widest: over.slice(0, 3).map((e) => `${e.tagName} ${e.className} ${e.textContent?.slice(0, 40)}`),
    };
  });
  expect(wide, `${page.url()} is wider than its window: ${widest.join(" | ")}`).toBeLessThanOrEqual(0);
}
