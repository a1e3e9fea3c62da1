import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/fixtures.ts';

const BUDGET = 600_000;

for (const [name, viewport] of [['desktop', { width: 1440, height: 900 }], ['phone', { width: 360, height: 740 }]] as const) {
  for (const query of ['?line=2018-leaflets&as_of=2018-06-15', '?commune=03571&reach=5']) {
    test(`no serious accessibility problem: ${name} ${query}`, async ({ app, page }) => {
      await page.setViewportSize(viewport);
      await app.open(query);
      await app.drawn();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
    });
  }
}

test('the first view is at most 600 kB over the wire', async ({ app, page }) => {
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  const sizes = new Map<string, number>();
  network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await app.open();
  await app.drawn();
  await page.waitForLoadState('networkidle');
  // The worker's script is fetched by the worker, out of this session's sight: asked for by itself.
  const worker = await page.evaluate(async () => {
    const entry = performance.getEntriesByType('resource').find(({ name }) => name.includes('worker'));
    return entry instanceof PerformanceResourceTiming ? entry.transferSize : 0;
  });
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0) + worker;
  console.log(`first view: ${total} bytes, of which the worker ${worker}`);
  expect(total).toBeGreaterThan(300_000);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

test('the policy is strict and nothing global is left behind', async ({ app, page, server }) => {
  const response = await page.request.get(server.origin);
  const policy = response.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  await app.open();
  await app.drawn();
  expect(await page.evaluate(() => document.querySelectorAll('script:not([src])').length)).toBe(0);
});
