import { csv, Ledger, type Line } from '../driver/ledger.ts';
import { CoverageMap } from '../driver/coverage-map.ts';
import { coverage } from '../driver/api.ts';
import { expect, test } from '../support/fixtures.ts';

const LINE = '2018-leaflets';
const good = (place: string, more: Partial<Line> = {}): Line =>
  ({ line: LINE, title: 'Phát tờ rơi theo cụm bản', start: '2018-05-06', district: 'Phong Thổ', place, quantity: 400, ...more });
/** A name that is wrong and one that fits two places; a date and a quantity that are none. */
const FAULTY = csv([
  good('Sì Lở Lầu'),
  good('Bản Lan'),
  good('Mường Tè', { district: '' }),
  good('Dào San', { start: '31/2/2018' }),
  good('Mù Sang', { quantity: 'ba trăm' }),
]);

test('a planner’s import: faults, the marked workbook, answers, preview, and the map changes', async ({ desk, page, server }) => {
  test.setTimeout(90_000);
  const ledger = new Ledger(desk);
  await desk.as('verifier');
  await desk.open('/import');
  await ledger.choose('báo cáo tháng 5.csv', FAULTY);
  await expect(ledger.part('count-faulty')).toContainText('4');
  await expect(ledger.part('fault-row').filter({ hasText: '31/2/2018' })).toContainText('Không phải ngày');
  await expect(ledger.part('import-commit')).toHaveCount(0);
  expect((await ledger.list('q=theo%20cum%20ban')).matched).toBe(0);

  const { file, bytes } = await ledger.downloads(() => ledger.part('import-marked').click());
  expect(file.suggestedFilename()).toBe('báo cáo tháng 5 – lỗi.xlsx');
  expect(bytes.subarray(0, 2).toString()).toBe('PK');

  // The planner corrects the file, but leaves the names to the page.
  await page.getByRole('button', { name: 'Chọn tệp khác' }).click();
  const mended = csv([good('Sì Lở Lầu'), good('Bản Lan'), good('Mường Tè', { district: '' }), good('Dào San'), good('Mù Sang')]);
  await ledger.choose('báo cáo tháng 5.csv', mended);
  const lan = ledger.question('Bản Lan');
  await expect(lan.getByRole('radio').first()).not.toBeChecked();
  await lan.getByRole('radio', { name: 'Xã Bản Lang' }).check();
  await ledger.question('Mường Tè').getByRole('radio', { name: 'Thị trấn Mường Tè' }).check();
  await ledger.part('places-apply').click();
  await expect(ledger.part('answered')).toContainText('Thị trấn Mường Tè');
  await ledger.part('report-next').click();

  // What is announced is what happens.
  const rows = ledger.part('change-row');
  await expect(rows.first()).toBeVisible();
  const announced = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-code') ?? ''));
  const before = await coverage(server.origin, `line=${LINE}`);
  const app = new CoverageMap(page, server.origin);
  const after = await app.drawn();
  expect(Object.values(after).reduce((sum, count) => sum + count), 'the whole province is in sight').toBe(108);
  await ledger.part('preview-before').click();
  await expect.poll(() => app.drawn()).not.toEqual(after);
  await expect(ledger.part('import-commit')).toHaveText('Ghi 5 hoạt động từ 5 dòng');
  await ledger.part('import-commit').click();
  await expect(ledger.part('import-done')).toContainText('Đã ghi 5 hoạt động từ 5 dòng');
  const now = await coverage(server.origin, `line=${LINE}`);
  const changed = now.filter((row) => before.find(({ code }) => code === row.code)?.status !== row.status);
  expect(changed.map(({ code }) => code).sort()).toEqual([...announced].sort());

  await ledger.part('import-records').click();
  await expect(ledger.part('record-row')).toHaveCount(5);
  await expect(ledger.part('import-chip')).toContainText('báo cáo tháng 5.csv');

  await app.open(`?line=${LINE}`);
  const drawn = await app.drawn();
  expect(drawn).toEqual(after);
});

test('the same file again is recognised, and nothing counts twice', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('editor');
  const file = csv([good('Tông Qua Lìn', { title: 'Chỉ một lần' })]);
  await desk.open('/import');
  await ledger.choose('mot-lan.csv', file);
  await ledger.part('report-next').click();
  await ledger.part('import-commit').click();
  await expect(ledger.part('import-done')).toBeVisible();
  await desk.page.getByRole('button', { name: 'Nhập tệp khác' }).click();
  await expect(ledger.part('past-imports').locator('li').first()).toContainText('mot-lan.csv');
  await ledger.choose('mot-lan.csv', file);
  await expect(ledger.part('import-already')).toContainText('lan.phongtho');
  expect((await ledger.list(`q=${encodeURIComponent('Chỉ một lần')}`)).matched).toBe(1);
  await ledger.part('import-records').click();
  await expect(ledger.part('record-row')).toHaveCount(1);
});

test('an editor imports the own district only', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('editor');
  await desk.open('/import');
  await ledger.choose('hai-huyen.csv', csv([
    good('Dào San', { title: 'Của mình', start: '8/3/2018' }),
    good('Mường Mô', { title: 'Của huyện khác', start: '8/3/2018', district: 'Nậm Nhùn' }),
  ]));
  await expect(ledger.part('fault-row')).toHaveAttribute('data-code', 'other_district');
  await expect(ledger.part('report-next')).toHaveCount(0);
});

test('headers of one’s own are mapped by hand; the template opens', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('editor');
  await desk.open('/import');
  const { file, bytes } = await ledger.downloads(() => ledger.part('import-template').click());
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  expect(bytes.subarray(0, 2).toString()).toBe('PK');
  const header = 'Việc,Tóm tắt,Hôm nào,Thuộc huyện,Nơi làm,Bao nhiêu';
  await ledger.choose('của xã.csv', csv([good('Mồ Sì San', { title: 'Bảng của xã' })], header));
  const fields = { 'Việc': 'plan_line', 'Tóm tắt': 'title', 'Hôm nào': 'start', 'Thuộc huyện': 'district', 'Nơi làm': 'place', 'Bao nhiêu': 'quantity' };
  await expect(ledger.part('columns-missing')).toBeVisible();
  await expect(ledger.part('columns-next')).toBeDisabled();
  for (const [name, field] of Object.entries(fields)) {
    await desk.page.locator(`[data-testid="column-field"][data-header="${name}"]`).selectOption(field);
  }
  await ledger.part('columns-next').click();
  await expect(ledger.part('count-activities')).toContainText('1');
  await expect(ledger.part('report-next')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('the wizard fits the screen from the file to the end', async ({ desk, page }) => {
    const ledger = new Ledger(desk);
    const fits = async (): Promise<void> => expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await desk.as('editor');
    await desk.open('/import');
    await fits();
    await ledger.choose('điện thoại.csv', csv([good('Bản Lan', { title: 'Từ điện thoại' })]));
    await ledger.question('Bản Lan').getByRole('radio').first().tap();
    await fits();
    await ledger.part('places-apply').tap();
    await ledger.part('report-next').tap();
    await fits();
    await ledger.part('import-commit').tap();
    await expect(ledger.part('import-done')).toBeVisible();
    await fits();
  });
});
