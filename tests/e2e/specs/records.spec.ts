import { Ledger } from '../driver/ledger.ts';
import { expect, test } from '../support/fixtures.ts';

test.use({ viewport: { width: 1440, height: 900 } });

test('the list is the server’s, and its filters are in the address', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  await desk.open('/records');
  const all = await ledger.list('limit=50');
  await expect(ledger.part('records-count')).toContainText(String(all.matched));
  expect(await ledger.shownIds()).toEqual(all.records.map(({ id }) => id));

  await ledger.part('filter-line').selectOption('2018-loudspeaker');
  await ledger.part('filter-district').selectOption('109');
  await ledger.part('filter-q').fill('bai so 2');
  const query = 'plan_line=2018-loudspeaker&district=109';
  await expect(page).toHaveURL(/q=bai(\+|%20)so(\+|%20)2/);
  expect(page.url()).toContain('plan_line=2018-loudspeaker');
  const some = await ledger.list(`${query}&q=${encodeURIComponent('bai so 2')}`);
  await expect(ledger.part('record-row')).toHaveCount(some.records.length);

  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(ledger.part('filter-line')).toHaveValue('2018-loudspeaker');
  await expect(ledger.part('filter-q')).toHaveValue('bai so 2');
  await expect(ledger.part('record-row')).toHaveCount(some.records.length);
});

test('pages through the list and says which part is shown', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  await desk.open('/records');
  await expect(ledger.part('record-row')).toHaveCount(50);
  await page.getByRole('navigation').getByRole('button').last().click();
  const second = await ledger.list('limit=50&offset=50');
  await expect.poll(() => ledger.shownIds()).toEqual(second.records.map(({ id }) => id));
  await page.goBack();
  const first = await ledger.list('limit=50');
  await expect.poll(() => ledger.shownIds()).toEqual(first.records.map(({ id }) => id));
});

test('the list comes as GeoJSON, with the same filters', async ({ desk }) => {
  const ledger = new Ledger(desk);
  const filters = `plan_line=2018-leaflets&district=109&q=${encodeURIComponent('tờ rơi')}&from=2018-03-01&until=2018-09-30`;
  await desk.open(`/records?${filters}`);
  await expect(ledger.part('record-row').first()).toBeVisible();
  const { file, bytes } = await ledger.downloads(() => ledger.part('records-export').click());
  expect(file.suggestedFilename()).toMatch(/\.geojson$/);
  const { features } = JSON.parse(bytes.toString()) as { features: { id: string }[] };
  const listed = await ledger.list(`${filters}&limit=1000`);
  expect(listed.records.length).toBeGreaterThan(0);
  expect(features.map(({ id }) => id).sort()).toEqual(listed.records.map(({ id }) => id).sort());
});

test('sample records say so, and every state is a word', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.open('/records?q=DU%20LIEU%20MAU');
  await expect(ledger.part('record-row').first()).toContainText('Dữ liệu mẫu');
  await expect(ledger.part('record-row').first()).toContainText(/Chờ xác minh|Đã xác minh|Bị trả lại/);
});

test('a viewer sees the record and its history, and nothing to press', async ({ desk }) => {
  const ledger = new Ledger(desk);
  const { records } = await ledger.list('limit=1');
  await desk.as('viewer');
  await ledger.openRecord(records[0]?.id ?? '');
  await expect(ledger.part('history')).toBeVisible();
  for (const action of ['verify', 'reject', 'edit', 'delete', 'restore', 'restore-revision', 'record-new']) {
    await expect(ledger.part(action), action).toHaveCount(0);
  }
  await desk.open('/import');
  await expect(ledger.part('import-drop')).toHaveCount(0);
  await desk.open('/queue');
  await expect(ledger.part('queue-record')).toHaveCount(0);
});

test('an editor may not touch another district, nor what is verified', async ({ desk, another }) => {
  const verifier = await (await another()).as('verifier');
  const elsewhere = await verifier.record({ title: 'Ở Mường Tè', shares: [{ unit: '03436', quantity: 5 }] });
  const verified = await verifier.record({ title: 'Đã xác minh' });
  await verifier.page.request.post(`${verifier.origin}/api/activities/${verified}/verify`, { data: {} });
  await desk.as('editor');
  const own = await desk.record({ title: 'Của huyện mình' });
  const ledger = new Ledger(desk);
  await ledger.openRecord(own);
  await expect(ledger.part('edit')).toBeVisible();
  await expect(ledger.part('verify')).toHaveCount(0);
  for (const id of [elsewhere, verified]) {
    await ledger.openRecord(id);
    await expect(ledger.part('edit')).toHaveCount(0);
    await expect(ledger.part('delete')).toHaveCount(0);
  }
});

test('history shows what changed, and an older content comes back', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('editor');
  const id = await desk.record({ title: 'Phát tờ rơi ở chợ Dào San', note: 'Đợt một' });
  const changed = await desk.page.request.put(`${desk.origin}/api/activities/${id}`, {
    headers: { 'If-Match': '"1"' },
    data: {
      plan_line: '2018-leaflets', title: 'Phát tờ rơi ở chợ phiên Dào San', start: '2018-05-07',
      shares: [{ unit: '03571', quantity: 25 }, { unit: '03574', quantity: 5 }], note: 'Đợt một',
    },
  });
  expect(changed.status(), await changed.text()).toBe(200);
  await ledger.openRecord(id);
  const second = ledger.revision(2);
  await expect(second).toContainText('lan.phongtho');
  await expect(second.locator('[data-field="title"]')).toContainText('chợ phiên');
  await expect(second.locator('[data-field="start"]')).toContainText('6/5/2018');
  await expect(second.locator('[data-field="start"]')).toContainText('7/5/2018');
  const shares = second.locator('[data-field="shares"]');
  await expect(shares.locator('del')).toHaveText('10 tờ rơi');
  await expect(shares.locator('ins')).toHaveCount(2);
  await expect(second.locator('[data-field="note"]')).toHaveCount(0);

  await ledger.revision(1).getByTestId('restore-revision').click();
  const dialog = desk.page.getByRole('dialog');
  await expect(dialog.getByTestId('difference')).toContainText('25 tờ rơi');
  await ledger.part('confirm').click();
  await expect(ledger.revision(3)).toHaveAttribute('data-action', 'restore');
  const record = await desk.get<{ title: string; shares: unknown[]; revision: number }>(`/api/activities/${id}`);
  expect(record).toMatchObject({ title: 'Phát tờ rơi ở chợ Dào San', revision: 3 });
  expect(record.shares).toHaveLength(1);
});

test('a deleted record is asked about, marked, and can be restored', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  await desk.as('editor');
  const id = await desk.record({ title: 'Ghi nhầm' });
  await ledger.openRecord(id);
  await ledger.part('delete').click();
  await page.keyboard.press('Escape');
  await expect(ledger.part('delete')).toBeFocused();
  await ledger.part('delete').click();
  await ledger.part('confirm').click();
  await expect(ledger.part('restore')).toBeVisible();
  await expect(page.locator('[data-state="deleted"]').first()).toBeVisible();
  expect((await ledger.list('limit=1000')).records.map((record) => record.id)).not.toContain(id);
  await ledger.part('restore').click();
  await ledger.part('confirm').click();
  await expect(ledger.part('edit')).toBeVisible();
  expect((await ledger.list('limit=1000')).records.map((record) => record.id)).toContain(id);
});

test('when somebody was faster nothing is done, and the difference is shown', async ({ desk, another, watch }) => {
  watch.allow(/412/);
  const colleague = await (await another()).as('colleague');
  await desk.as('editor');
  const id = await desk.record({ title: 'Hai người cùng sửa' });
  const ledger = new Ledger(desk);
  // The page does not hear of the change: its line to the server is cut.
  await desk.page.route('**/api/events', (route) => route.abort());
  await ledger.openRecord(id);
  watch.allow(/ERR_FAILED|Failed to load resource/);
  const change = await colleague.page.request.put(`${colleague.origin}/api/activities/${id}`, {
    headers: { 'If-Match': '"1"' },
    data: { plan_line: '2018-leaflets', title: 'Hai người cùng sửa', start: '2018-05-06', shares: [{ unit: '03571', quantity: 77 }] },
  });
  expect(change.status()).toBe(200);
  await ledger.part('delete').click();
  await ledger.part('confirm').click();
  await expect(ledger.part('conflict')).toContainText('tua.phongtho');
  await expect(ledger.part('conflict').locator('ins')).toContainText('77 tờ rơi');
  expect(await desk.get(`/api/activities/${id}`)).toMatchObject({ deleted: false, revision: 2 });
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('list, record and queue fit the screen', async ({ desk, page }) => {
    const ledger = new Ledger(desk);
    await desk.as('verifier');
    await desk.open('/records');
    await expect(ledger.part('record-row').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await ledger.part('record-row').first().getByRole('link').tap();
    await expect(ledger.part('facts')).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await desk.open('/queue');
    await expect(ledger.part('verify')).toBeInViewport();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});
