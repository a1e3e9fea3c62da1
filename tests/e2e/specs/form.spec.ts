import { expect, test } from '../support/fixtures.ts';

test('records from a commune on the map, and the map shows it', async ({ app, desk }) => {
  await desk.as('editor');
  await app.open('?line=2018-border-conferences&commune=03571');
  await app.drawn();
  await app.part('detail-record').click();
  await expect(desk.page.locator('#plan_line')).toHaveValue('2018-border-conferences');
  await expect(desk.part('shares').getByRole('combobox')).toHaveValue('Xã Dào San');
  await expect(desk.part('line-facts')).toContainText('31/12/2018');
  await desk.fill({ title: 'Hội nghị truyền thông xã Dào San', start: '12/6/2018' });
  await desk.save();
  await desk.says('Đã ghi hoạt động');
  await expect(app.part('detail-card')).toBeVisible();
  const [found] = (await desk.get<{ records: { title: string }[] }>('/api/activities?place=03571&limit=1')).records;
  expect(found?.title).toBe('Hội nghị truyền thông xã Dào San');
});

test('records for one line of the commune, and from a gap of the list', async ({ app, desk, page }) => {
  await desk.as('editor');
  await app.open('?line=2018-leaflets&district=109');
  await app.drawn();
  const gap = app.part('gap-record').first();
  await gap.click();
  await expect(page).toHaveURL(/#\/records\/new\?commune=\d{5}&line=2018-leaflets$/);
  await expect(desk.part('shares').getByRole('combobox')).not.toHaveValue('');
  await page.goBack();
  await app.open('?commune=03571');
  await app.part('detail-record-line').and(page.locator('[data-line="2018-loudspeaker"]')).click();
  await expect(page.locator('#plan_line')).toHaveValue('2018-loudspeaker');
});

test('an editor is offered the own district only', async ({ app, desk }) => {
  await desk.as('editor');
  await app.open('?line=2018-leaflets&district=107');
  await app.drawn();
  await expect(app.part('gap-item').first()).toBeVisible();
  await expect(app.part('gap-record')).toHaveCount(0);
  await desk.open('/records/new');
  await desk.part('shares').getByRole('combobox').fill('thu lum');
  await expect(desk.page.getByRole('option', { name: 'Thu Lũm' })).toHaveAttribute('aria-disabled', 'true');
});

test('says what is missing, leads there, and saves when it is mended', async ({ desk, page }) => {
  await desk.as('verifier');
  await desk.open('/records/new?line=2018-leaflets');
  await desk.fill({ start: '31/2/2018' });
  await desk.save();
  const summary = desk.part('error-summary');
  await expect(summary).toBeFocused();
  await expect(summary.getByRole('link')).toHaveCount(4);
  await summary.getByRole('link').first().click();
  await expect(page.locator('#title')).toBeFocused();
  await expect(page.locator('#start')).toHaveAttribute('aria-invalid', 'true');
  await desk.fill({ title: 'Phát tờ rơi hai xã', start: '2018-03-15', place: 'Huyện Sìn Hồ', quantity: '1.200' });
  await expect(page.locator('#start')).toHaveValue('15/3/2018');
  await desk.part('add-place').click();
  await desk.choosePlace('Xã Dào San', 1);
  await desk.part('shares').getByLabel('Số lượng').nth(1).fill('300');
  await expect(desk.part('share-sum')).toContainText('1.500');
  await desk.save();
  await desk.says('Đã ghi hoạt động');
  await expect(desk.title()).toContainText('Phát tờ rơi hai xã');
});

test('warns before it is saved: after the plan, outside its scope', async ({ desk, page }) => {
  await desk.as('verifier');
  await desk.open('/records/new?line=2018-border-conferences');
  await desk.fill({ title: 'Hội nghị muộn', start: '20/1/2019', place: 'Xã Bản Bo' });
  await expect(desk.part('outside-scope')).toContainText('Bản Bo');
  await page.locator('#note').focus();
  await expect(desk.part('warnings')).toBeVisible();
  await desk.save();
  await desk.says('Đã ghi hoạt động');
});

test('refuses personal numbers beside the field', async ({ desk, page, watch }) => {
  watch.allow(/422/);
  await desk.as('editor');
  await desk.open('/records/new?commune=03571&line=2018-leaflets');
  await desk.fill({ title: 'Phát tờ rơi', start: '6/5/2018', quantity: '10' });
  await page.locator('#note').fill('Liên hệ 0912 345 678');
  await desk.save();
  await expect(desk.part('error-summary')).toBeVisible();
  await expect(page.locator('#note')).toHaveAttribute('aria-invalid', 'true');
});

test('asks before unsaved work is left, and keeps it over a reload', async ({ desk, page }) => {
  await desk.as('editor');
  await desk.open('/records/new?line=2018-leaflets');
  await desk.fill({ title: 'Chưa xong' });
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(desk.part('draft-restored')).toBeVisible();
  await expect(page.locator('#title')).toHaveValue('Chưa xong');
  await page.getByRole('link', { name: 'Hoạt động đã ghi' }).first().click();
  await page.getByRole('button', { name: 'Ở lại' }).click();
  await expect(page.locator('#title')).toHaveValue('Chưa xong');
  await page.getByRole('link', { name: 'Hoạt động đã ghi' }).first().click();
  await desk.part('leave').click();
  await expect(desk.title()).toHaveText('Hoạt động đã ghi');
  await desk.open('/records/new?line=2018-leaflets');
  await expect(page.locator('#title')).toHaveValue('');
});

test('is filled in by keyboard alone', async ({ app, desk, page }) => {
  await desk.as('editor');
  await app.open('?lang=vi');
  await app.drawn();
  await app.part('record-new').focus();
  await page.keyboard.press('Enter');
  await expect(desk.title()).toBeFocused();
  const reach = async (id: string): Promise<void> => {
    for (let i = 0; i < 30; i += 1) {
      if (await page.evaluate((wanted) => document.activeElement?.id === wanted, id)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`no way to #${id} by Tab`);
  };
  await reach('plan_line');
  for (let i = 0; i < 30 && (await page.locator('#plan_line').inputValue()) !== '2018-leaflets'; i += 1) {
    await page.keyboard.press('ArrowDown');
  }
  await expect(page.locator('#plan_line')).toHaveValue('2018-leaflets');
  await reach('title');
  await page.keyboard.type('Phát tờ rơi bằng bàn phím');
  await reach('start');
  await page.keyboard.type('7/5/2018');
  await reach('share-1-unit');
  await page.keyboard.type('ma ly pho');
  await page.keyboard.press('Enter');
  await reach('share-1-quantity');
  await page.keyboard.type('40');
  await page.keyboard.press('Enter');
  await desk.says('Đã ghi hoạt động');
  await expect(desk.title()).toContainText('Phát tờ rơi bằng bàn phím');
});
