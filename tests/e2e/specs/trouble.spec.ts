import { CoverageMap } from '../driver/coverage-map.ts';
import { expect, test } from '../support/fixtures.ts';

test('says so when the server dies, keeps the old figures, and offers to try again', async ({ page, mortal, watch }) => {
  watch.allow(new RegExp(`request to ${mortal.origin}`));
  watch.allow(/ERR_CONNECTION_REFUSED|Failed to load resource/);
  const app = new CoverageMap(page, mortal.origin);
  await app.open('?line=2018-leaflets');
  await app.drawn();
  const figure = await app.part('border-reached').innerText();
  await mortal.stop('SIGKILL');
  await app.part('line-select').selectOption('2018-loudspeaker');
  await expect(app.part('banner-error')).toContainText('Không kết nối được máy chủ');
  // The figures that stay are named for what they are.
  await expect(app.part('banner-error')).toContainText('Tờ rơi 2018');
  await expect(app.part('retry')).toBeVisible();
  await expect(app.part('border-reached')).toHaveText(figure);
});

test('shows what the server objects to', async ({ app, watch }) => {
  watch.allow(/Failed to load resource/);
  await app.open('?line=no-such-line');
  await expect(app.part('banner-error')).toContainText('no-such-line');
});

test('recovers when it is asked to try again', async ({ app, page, watch }) => {
  watch.allow(/Failed to load resource/);
  await page.route('**/api/summary*', (route) => route.abort());
  await app.open();
  await expect(app.part('banner-error')).toBeVisible();
  await page.unroute('**/api/summary*');
  await app.part('retry').click();
  await expect(app.part('banner-error')).toBeHidden();
  expect(Object.values(await app.drawn()).reduce((sum, count) => sum + count)).toBe(108);
});

test('an answer that comes too late does not replace a newer one', async ({ app, page }) => {
  await app.open();
  await app.drawn();
  await page.route('**/coverage/items?line=2017-leaflets*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => undefined);
  });
  await app.part('line-select').selectOption('2017-leaflets');
  await app.part('line-select').selectOption('2018-border-conferences');
  await expect(app.part('legend-row-not_targeted')).toHaveAttribute('data-total', '85');
  await page.waitForTimeout(2000);
  expect((await app.drawn()).not_targeted).toBe(85);
});

test('keeps figures, list and matrix where there is no WebGL', async ({ app, page }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await app.open('?line=2018-leaflets');
  await expect(app.part('map').getByRole('alert')).toContainText('WebGL');
  await expect(app.part('border-reached')).toContainText('/ 23');
  await expect(app.part('matrix').getByRole('row')).toHaveCount(24);
});
