import type { Desk } from '../driver/desk.ts';
import { expect, test } from '../support/fixtures.ts';

interface Seen {
  title: string;
  note: string | null;
  participants: number | null;
}

async function editBoth(first: Desk, second: Desk): Promise<string> {
  const id = await first.record({ title: 'Tờ rơi, bản đầu', note: 'ghi chú đầu' });
  for (const desk of [first, second]) {
    await desk.open(`/records/${id}/edit`);
    await expect(desk.page.locator('#title')).toHaveValue('Tờ rơi, bản đầu');
  }
  await first.page.locator('#note').fill('ghi chú của người thứ nhất');
  await first.save();
  await first.says('Đã lưu thay đổi');
  return id;
}

test('two people change one record: the second puts the own changes on top', async ({ another }) => {
  const first = await (await another()).as('editor');
  const second = await (await another()).as('colleague');
  const id = await editBoth(first, second);
  await expect(second.part('newer')).toBeVisible();
  await second.page.locator('#title').fill('Tờ rơi, bản thứ hai');
  await second.page.locator('#participants').fill('45');
  await second.save();
  const conflict = second.part('conflict');
  await expect(conflict).toContainText('lan.phongtho');
  await expect(conflict.locator('[data-field="title"]')).toContainText('Tờ rơi, bản thứ hai');
  await second.part('put-mine').click();
  await second.says('Đã lưu thay đổi');
  const record = await second.get<Seen>(`/api/activities/${id}`);
  // Nothing of either is lost.
  expect(record).toMatchObject({ title: 'Tờ rơi, bản thứ hai', participants: 45, note: 'ghi chú của người thứ nhất' });
});

test('or takes what the other has made of it', async ({ another }) => {
  const first = await (await another()).as('editor');
  const second = await (await another()).as('colleague');
  const id = await editBoth(first, second);
  await second.page.locator('#title').fill('Không cần nữa');
  await second.save();
  await second.part('take-theirs').click();
  await expect(second.page.locator('#title')).toHaveValue('Tờ rơi, bản đầu');
  await expect(second.page.locator('#note')).toHaveValue('ghi chú của người thứ nhất');
  await second.page.locator('#women').fill('3');
  await second.page.locator('#participants').fill('9');
  await second.save();
  await second.says('Đã lưu thay đổi');
  expect(await second.get<Seen>(`/api/activities/${id}`)).toMatchObject({ title: 'Tờ rơi, bản đầu', participants: 9 });
});
