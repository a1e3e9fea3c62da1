/** Every page behind the map, in both languages and at both widths: reachable, readable, no wider than the screen. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../support/fixtures.ts';

const PAGES = [
  ['/sign-in', null], ['/records', 'admin'], ['/records/new?commune=03571&line=2018-leaflets', 'admin'], ['/queue', 'admin'],
  ['/import', 'admin'], ['/accounts', 'admin'], ['/account', 'admin'], ['/audit', 'admin'], ['/reports', null],
] as const;

for (const lang of ['vi', 'en']) {
  for (const [width, height] of [[1440, 900], [360, 740]] as const) {
    test(`all pages: ${lang}, ${width} px`, async ({ desk, page, watch }) => {
      test.setTimeout(120_000);
      watch.allow(/frame is sandboxed/);
      await page.setViewportSize({ width, height });
      for (const [path, who] of PAGES) {
        if (who) await desk.as(who);
        await page.goto('about:blank');
        await desk.open(path, `?lang=${lang}`);
        await expect(desk.title()).toBeVisible();
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
        // The preview of a report runs no scripts, not even this one.
        await page.evaluate(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));
        const { violations } = await new AxeBuilder({ page }).analyze();
        const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(grave.map(({ id, nodes }) => `${path} ${id}: ${nodes.map((node) => node.html.slice(0, 140)).join(' | ')}`)).toEqual([]);
      }
    });
  }
}

test('a record and its form without a serious accessibility problem', async ({ desk, page }) => {
  await desk.as('admin');
  const id = await desk.record();
  for (const path of [`/records/${id}`, `/records/${id}/edit`]) {
    await desk.open(path);
    await expect(desk.title()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id: rule }) => rule)).toEqual([]);
  }
});

test('the menu of a phone leads everywhere', async ({ app, desk, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await desk.as('admin');
  await app.open();
  await app.drawn();
  await desk.part('menu').click();
  await page.getByRole('link', { name: 'Nhật ký hệ thống' }).click();
  await expect(desk.title()).toHaveText('Nhật ký hệ thống');
  await desk.part('menu').click();
  await page.getByRole('link', { name: 'Bản đồ' }).click();
  await app.drawn();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
