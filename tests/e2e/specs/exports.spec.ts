/** What leaves the map page: files of every format, pictures, and paper. */
import { AxeBuilder } from '@axe-core/playwright';
import { coverage } from '../driver/api.ts';
import { Exports } from '../driver/exports.ts';
import { expect, test } from '../support/fixtures.ts';

const VIEW = 'line=2018-leaflets&as_of=2018-06-15&district=109&status=partial,pending,overdue';

test('a file holds what is shown, and is as large as was said', async ({ app, page, server }) => {
  const exports = new Exports(page);
  await app.open(`?${VIEW}`);
  await app.drawn();
  await exports.open();
  expect((await exports.filters()).map((text) => text.trim())).toEqual(
    ['Tờ rơi 2018', 'đến ngày 15/6/2018', 'Huyện Phong Thổ', 'Một phần, Chưa đến hạn, Trống – quá hạn'],
  );
  await exports.part('format-csv').check();
  await exports.part('export-crs').selectOption({ label: 'VN-2000 / múi 3°, kinh tuyến trục 103°00′ (Lai Châu) (EPSG:9205)' });
  const { pathname, searchParams } = await exports.link();
  expect(pathname).toBe('/data/coverage.csv');
  expect(searchParams.get('crs')).toContain('9205');
  const size = await exports.size();
  const file = await exports.download();
  expect(file.name).toMatch(/^Vùng phủ – .*2018-leaflets.*\.csv$/);
  expect(file.bytes.length).toBe(size);
  const rows = await coverage(server.origin, VIEW);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) expect(file.bytes.toString('utf8')).toContain(row.code);
});

test('a filter is taken back for the file, not for the page', async ({ app, page }) => {
  const exports = new Exports(page);
  await app.open(`?${VIEW}`);
  await app.drawn();
  const before = app.address();
  await exports.open();
  const small = await exports.size();
  await page.getByRole('button', { name: 'Bỏ lọc: Huyện Phong Thổ' }).click();
  await expect.poll(async () => (await exports.link()).searchParams.has('district')).toBe(false);
  expect(await exports.size()).toBeGreaterThan(small);
  expect(app.address()).toBe(before);
});

test('by keyboard: into the dialog, through it, and back', async ({ app, page }) => {
  const exports = new Exports(page);
  await app.open('?lang=en');
  await app.drawn();
  await exports.part('exports').focus();
  await page.keyboard.press('Enter');
  await expect(exports.part('format-json')).toBeVisible();
  await exports.part('export-coverage').focus();
  for (let i = 0; i < 6; i += 1) await page.keyboard.press('ArrowDown');
  await expect(exports.part('export-map')).toBeChecked();
  await expect(page.getByRole('dialog').locator('img')).toHaveJSProperty('complete', true);
  expect(await page.getByRole('dialog').locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(500);
  expect((await exports.link()).pathname).toBe('/map.png');
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(exports.dialog()).toBeHidden();
  await expect(exports.part('exports')).toBeFocused();
});

test('on a phone the dialog is no wider than the screen', async ({ app, page }) => {
  const exports = new Exports(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await app.open();
  await app.drawn();
  await exports.open();
  for (const thing of ['activities', 'map', 'offline']) {
    await exports.part(`export-${thing}`).check();
    await expect(exports.part('export-file')).toBeInViewport();
    expect(await exports.dialog().evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
  }
});

test('the map page is one sheet of A4 across', async ({ app, page }) => {
  await app.open(`?line=2018-leaflets&as_of=2018-06-15`);
  await app.drawn();
  await page.waitForLoadState('networkidle');
  // The sheet is fetched a moment after the first view.
  await page.waitForTimeout(2_000);
  const sheet = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(sheet).toMatch(/\/MediaBox\s*\[0 0 841\.\d+ 59[45]\.\d+\]/);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('30.000 tờ rơi năm 2018');
  await expect(page.locator('path.commune')).toHaveCount(108);
  await page.emulateMedia({ media: 'screen' });
  // Printing took nothing from the page.
  await expect(app.part('line-select')).toBeVisible();
  await app.drawn();
});
