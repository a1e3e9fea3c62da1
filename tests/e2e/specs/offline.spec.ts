/** The one-file map, opened from a disk by a browser without a network. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { countByStatus, coverage, STATUSES, summary, type Status } from '../driver/api.ts';
import { expect, test } from '../support/fixtures.ts';

const MOST_BYTES = 2_000_000;
const DAY = 'as_of=2018-06-15';

interface Opened {
  page: Page;
  /** Errors, and requests for anything but the file itself. */
  faults: string[];
  close: () => Promise<void>;
}

async function openFile(browser: Browser, bytes: Buffer, viewport = { width: 1440, height: 900 }): Promise<Opened> {
  const dir = await mkdtemp(join(tmpdir(), 'vungphu-usb-'));
  const file = join(dir, 'bản đồ.html');
  await writeFile(file, bytes);
  const context = await browser.newContext({ offline: true, viewport, locale: 'vi-VN' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!/^(file|data):/.test(request.url())) faults.push(request.url());
  });
  await page.goto(`file://${encodeURI(file)}`);
  await expect(page.locator('html')).toHaveAttribute('data-ready', 'true');
  return {
    page, faults,
    close: async () => {
      await context.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const drawn = (page: Page): Promise<Status[]> =>
  page.locator('path.commune').evaluateAll((paths) => paths.map((path) => path.getAttribute('data-status') as Status));

test('says without a network what the service says', async ({ browser, page: online, server }) => {
  const answer = await online.request.get(`${server.origin}/api/offline.html?${DAY}&download=true`);
  expect(answer.headers()['content-disposition']).toContain('attachment');
  const bytes = await answer.body();
  console.log(`offline map: ${bytes.length} bytes`);
  expect(bytes.length).toBeLessThanOrEqual(MOST_BYTES);
  const { page, faults, close } = await openFile(browser, bytes);
  for (const line of ['', '2018-leaflets', '2018-border-conferences']) {
    await page.getByTestId('line-select').selectOption(line);
    const query = line === '' ? DAY : `${DAY}&line=${line}`;
    const told = await summary(server.origin, query);
    for (const status of STATUSES) {
      const row = page.getByTestId(`legend-row-${status}`);
      await expect(row).toHaveAttribute('data-total', String(told.communes.by_status[status]));
      await expect(row).toHaveAttribute('data-border', String(told.border_communes.by_status[status]));
    }
    const rows = await coverage(server.origin, query);
    const gaps = await page.getByTestId('gap-item').evaluateAll((items) => items.map((item) => item.getAttribute('data-code')));
    const open = rows.filter(({ status }) => status !== 'reached' && status !== 'not_targeted');
    expect([...gaps].sort()).toEqual(open.map(({ code }) => code).sort());
    expect(countByStatus((await drawn(page)).map((status) => ({ status })) as never)).toEqual(told.communes.by_status);
  }
  await expect(page.getByTestId('banner-sample')).toBeVisible();
  await page.getByRole('tab', { name: 'Bảng các xã' }).click();
  await expect(page.getByTestId('commune-table').locator('tbody tr')).toHaveCount(108);
  await page.getByTestId('lang-switch').click();
  await expect(page.getByTestId('commune-table').locator('tbody tr').first()).toContainText(/Reached|Not targeted/);
  await page.keyboard.press('/');
  await page.keyboard.type('dao san');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('detail-card')).toContainText('Dào San');
  await expect(page.getByTestId('detail-card').locator('tbody button')).toHaveCount(22);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

test('fits a phone, is moved by keys, and holds one district where that is wanted', async ({ browser, page: online, server }) => {
  const answer = await online.request.get(`${server.origin}/api/offline.html?${DAY}&district=109&lang=en`);
  const { page, faults, close } = await openFile(browser, await answer.body(), { width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  const told = await summary(server.origin, `${DAY}&district=109`);
  expect((await drawn(page)).length).toBe(told.communes.total);
  await expect(page.getByTestId('border-reached')).toHaveAttribute('data-total', String(told.border_communes.total));
  const map = page.getByTestId('offline-map').getByRole('group');
  const place = (): Promise<string | null> => map.locator('svg > g').first().getAttribute('transform');
  const before = await place();
  await map.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('+');
  expect(await place()).not.toBe(before);
  await page.keyboard.press('0');
  expect(await place()).toBe(before);
  await page.getByRole('tab', { name: 'Gaps' }).click();
  await page.getByTestId('gap-item').first().click();
  await expect(page.getByTestId('detail-card')).toBeVisible();
  expect(faults).toEqual([]);
  await close();
});

test('works in the service, too, under a policy of its own', async ({ page, server }) => {
  const answer = await page.goto(`${server.origin}/api/offline.html?${DAY}`);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; /);
  await expect(page.locator('path.commune')).toHaveCount(108);
});
