import { expect, test } from '../support/fixtures.ts';

test('what one person records appears on the map of another within seconds', async ({ app, another }) => {
  await app.open('?line=2018-leaflets&commune=03571');
  await app.drawn();
  const listening = app.part('status');
  await app.listening();
  const line = app.part('detail-card').getByRole('row', { name: /Tờ rơi 2018/ });
  const figure = await line.innerText();
  const writer = await (await another()).as('verifier');
  const started = Date.now();
  await writer.record({ title: 'Tờ rơi vừa phát', shares: [{ unit: '03571', quantity: 77 }] });
  await expect(listening).toContainText('Dữ liệu vừa được cập nhật', { timeout: 5_000 });
  expect(Date.now() - started).toBeLessThan(5_000);
  await expect(line).not.toHaveText(figure);
});

test('an open list follows as well', async ({ app, desk, another }) => {
  await desk.open('/records');
  await expect(desk.title()).toHaveText('Hoạt động đã ghi');
  await app.listening();
  const writer = await (await another()).as('editor');
  await writer.record({ title: 'Hiện ra ngay trong danh sách' });
  await expect(desk.page.getByText('Hiện ra ngay trong danh sách').first()).toBeVisible({ timeout: 5_000 });
});

test('a page that lost the server finds it again', async ({ app, page, watch, desk }) => {
  watch.allow(/ERR_FAILED|ERR_CONNECTION|Failed to load|event-stream|EventSource/);
  await page.route('**/api/events', (route) => route.abort());
  await app.open('?line=2018-leaflets');
  await app.drawn();
  await page.waitForTimeout(3_500);
  await desk.as('verifier');
  await page.unroute('**/api/events');
  await desk.record({ title: 'Trong lúc mất kết nối' });
  await expect(app.part('status')).toContainText('Dữ liệu vừa được cập nhật', { timeout: 10_000 });
});
