/** The pages of the API: for people without JavaScript, on any screen, in both languages. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { coverage, countByStatus, STATUSES } from '../driver/api.ts';
import { expect, test } from '../support/fixtures.ts';

const VIEW = 'line=2018-leaflets&as_of=2018-06-15';
const PAGES = [
  '/api',
  '/api/conformance',
  '/api/docs',
  '/api/docs/examples',
  '/api/collections',
  '/api/collections/coverage',
  '/api/collections/coverage/queryables',
  `/api/collections/coverage/items?${VIEW}`,
  `/api/collections/coverage/items/03571?${VIEW}`,
  '/api/collections/pano-sites/items',
  '/api/collections/pano-sites/items/ma-lu-thang',
  '/api/collections/activities/items?limit=20',
];

const inLanguage = (path: string, lang: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;

async function violations(page: Page): Promise<string[]> {
  // The guide repeats itself a hundred times: of its operations and schemas the first ones stand for all.
  const { violations } = await new AxeBuilder({ page })
    .exclude('article:nth-of-type(n + 3)')
    .exclude('details.op:nth-of-type(n + 3)')
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('one finds the way from the landing page to a commune and back', async ({ page, server }) => {
    await page.goto(`${server.origin}/api`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
    await expect(page.getByText('Dữ liệu mẫu – không phải số liệu thật')).toBeVisible();
    const icon = await page.locator('link[rel=icon]').getAttribute('href');
    expect((await page.request.get(`${server.origin}${icon}`)).status()).toBe(200);
    await page.getByRole('heading', { name: 'Độ phủ', exact: true }).getByRole('link').click();
    await page.getByRole('link', { name: 'Xem 108 đối tượng' }).click();
    await page.getByLabel('Nhiệm vụ của kế hoạch').selectOption('2018-leaflets');
    await page.getByLabel('Tính đến ngày').fill('2018-06-15');
    await page.getByRole('button', { name: 'Lọc' }).click();
    // Empty fields leave no trace in the address.
    expect(new URL(page.url()).search).toBe(`?${VIEW}`);
    await expect(page.locator('.lead')).toContainText('đến 15/6/2018');

    const rows = await coverage(server.origin, VIEW);
    const counts = countByStatus(rows);
    const border = countByStatus(rows.filter((row) => row.border));
    for (const status of STATUSES) {
      const cells = page.locator(`tr[data-status=${status}] td`);
      await expect(cells).toHaveText([String(counts[status]), String(border[status])]);
    }
    await expect(page.locator('section[aria-labelledby=features] tbody').getByRole('row')).toHaveCount(108);

    await page.getByRole('row', { name: /^Dào San/ }).getByRole('link').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Dào San');
    await expect(page.locator('.area path').first()).toBeVisible();
    await page.getByRole('link', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await expect(page.getByText('15 Jun 2018').first()).toBeVisible();
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Open data' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open data of Vùng phủ');
  });

  test('a shape on the map leads to its page', async ({ page, server }) => {
    await page.goto(`${server.origin}/api/collections/coverage/items?${VIEW}`);
    await page.locator('.area a', { hasText: 'Pa Ủ' }).locator('path').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pa Ủ');
    expect(new URL(page.url()).search).toBe(`?${VIEW}`);
  });
});

for (const [device, lang, viewport] of [
  ['desktop', 'vi', { width: 1440, height: 900 }],
  ['phone', 'en', { width: 360, height: 740 }],
] as const) {
  test(`every page is readable for all: ${device}, ${lang}`, async ({ page, server }) => {
    test.setTimeout(180_000);
    await page.setViewportSize(viewport);
    for (const path of PAGES) {
      await page.goto(server.origin + inLanguage(path, lang));
      expect(await violations(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(viewport.width);
    }
  });
}

test('the letters are the web app’s, and nothing comes from elsewhere', async ({ page, server }) => {
  await page.goto(`${server.origin}/api/collections/coverage`);
  await page.waitForFunction(() => document.fonts.ready);
  expect(await page.evaluate(() => document.fonts.check('600 26px "Be Vietnam Pro"', 'Độ phủ'))).toBe(true);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(246, 244, 239)');
});

test('the web app’s menu leads to the data', async ({ app, page }) => {
  await app.open('?lang=en');
  await app.part('menu').click();
  await app.part('open-data').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Open data of Vùng phủ');
});
