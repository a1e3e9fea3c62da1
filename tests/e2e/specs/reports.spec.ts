/** The reports of the plan: chosen, looked at, taken away. */
import { Exports } from '../driver/exports.ts';
import { expect, test } from '../support/fixtures.ts';

test.beforeEach(({ watch }) => {
  // What looks into the frame for the test is a script there: the page lets none run.
  watch.allow(/frame is sandboxed/);
});

test('a report is chosen, shown and downloaded', async ({ desk, page, server }) => {
  const files = new Exports(page);
  await desk.open('/reports');
  await expect(desk.title()).toHaveText('Báo cáo');
  await expect(desk.part('report-sample')).toContainText('không phải số liệu thật');
  await expect(page.getByRole('radio', { name: /2016|2017|2018/ })).toHaveCount(5);
  const preview = page.frameLocator('[data-testid="report-preview"]');
  await desk.part('period-2018-h1').check();
  await desk.part('report-district').selectOption('109');
  await expect(preview.locator('body')).toContainText('Phong Thổ');
  await expect(preview.locator('body')).toContainText(/6 tháng đầu năm 2018/i);
  await expect(preview.locator('body')).toContainText(/dữ liệu mẫu/i);
  expect(new URL(page.url()).hash).toBe('#/reports?period=2018-h1&district=109');
  for (const format of ['docx', 'pdf', 'xlsx', 'html']) await expect(desk.part(`report-${format}`)).toContainText(/\d+ kB|MB/);
  const file = await files.download('report-docx');
  expect(file.name).toMatch(/Phong Thổ\.docx$/);
  const same = await page.request.get(`${server.origin}/api/reports/2018-h1.docx?district=109&lang=vi`);
  expect(file.bytes.equals(await same.body())).toBe(true);
});

test('a report as it was known is asked for by its day', async ({ desk, page }) => {
  await desk.open('/reports?period=2017', '?lang=en');
  await page.getByRole('textbox', { name: 'As recorded by' }).fill('5/7/2018');
  await page.keyboard.press('Tab');
  const frame = desk.part('report-preview');
  await expect(frame).toHaveAttribute('src', /\/api\/reports\/2017\.html\?lang=en&known_at=2018-07-05/);
  await expect(page.getByRole('link', { name: 'Open as a page' })).toHaveAttribute('href', /known_at=2018-07-05/);
});
