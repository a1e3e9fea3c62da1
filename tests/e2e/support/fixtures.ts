/**
 * The only file that knows Playwright's fixtures: one server per worker, and a page that is
 * watched. A test fails when the page asks another host, logs an error or breaks the policy.
 */
import { test as base, expect, type Browser, type BrowserContextOptions, type Page, type Request } from '@playwright/test';
import { CoverageMap } from '../driver/coverage-map.ts';
import { Desk } from '../driver/desk.ts';
import { startServer, type Server } from './server.ts';

export interface Watch {
  /** Errors a test brings about on purpose are taken out with this. */
  allow: (pattern: RegExp) => void;
}

interface TestFixtures {
  watch: Watch;
  app: CoverageMap;
  /** The pages behind the map, in the test's own browser window. */
  desk: Desk;
  /** Another person at another computer. */
  another: (options?: BrowserContextOptions) => Promise<Desk>;
  /** A server that a test may kill. */
  mortal: Server;
}

function watchPage(page: Page, origin: string): { watch: Watch; faults: () => string[] } {
  const faults: string[] = [];
  const allowed: RegExp[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('request', (request: Request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:'].includes(url.protocol) || url.origin === origin) return;
    faults.push(`request to ${request.url()}`);
  });
  return {
    watch: { allow: (pattern) => allowed.push(pattern) },
    faults: () => faults.filter((fault) => !allowed.some((pattern) => pattern.test(fault))),
  };
}

export const test = base.extend<TestFixtures, { server: Server }>({
  server: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer({ accounts: true });
      await use(server);
      await server.stop();
      expect(server.log(), 'the log is clean').not.toMatch(/ ERROR |panicked/);
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern
  mortal: async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop('SIGKILL');
  },
  watch: [
    async ({ page, server }, use) => {
      const { watch, faults } = watchPage(page, server.origin);
      await use(watch);
      expect(faults(), 'errors and foreign requests').toEqual([]);
    },
    { auto: true },
  ],
  desk: async ({ page, server }, use) => {
    await use(new Desk(page, server.origin));
  },
  another: async ({ browser, server }, use) => {
    const opened: Awaited<ReturnType<Browser['newContext']>>[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', ...options });
      opened.push(context);
      return new Desk(await context.newPage(), server.origin);
    });
    for (const context of opened) await context.close();
  },
  app: async ({ page, server }, use) => {
    await use(new CoverageMap(page, server.origin));
  },
});

export { expect };
