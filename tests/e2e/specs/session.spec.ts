import { expect, test } from '../support/fixtures.ts';
import { PASSWORD, PEOPLE, startServer } from '../support/server.ts';
import { Desk } from '../driver/desk.ts';

test('signs in from the map, comes back to it, and out again', async ({ app, desk, page }) => {
  await app.open('?line=2018-leaflets');
  await expect(app.part('record-new')).toHaveCount(0);
  await desk.part('menu').click();
  await desk.part('sign-in').click();
  await expect(desk.title()).toHaveText('Đăng nhập');
  await expect(desk.title()).toBeFocused();
  await desk.enter(PEOPLE.editor.name, PASSWORD);
  await desk.says(PEOPLE.editor.name);
  await expect(app.part('record-new')).toBeVisible();
  await expect(app.part('line-select')).toHaveValue('2018-leaflets');
  await desk.signOut();
  await expect(app.part('record-new')).toHaveCount(0);
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('says that the name or the password is wrong', async ({ desk, watch }) => {
  watch.allow(/401/);
  await desk.open('/sign-in');
  await desk.enter(PEOPLE.viewer.name, 'không phải mật khẩu này');
  await expect(desk.part('sign-in-error')).toBeVisible();
  await expect(desk.page.locator('#password')).toBeFocused();
  await desk.page.getByRole('button', { name: 'Hiện mật khẩu' }).click();
  await expect(desk.page.locator('#password')).toHaveAttribute('type', 'text');
});

test('shows how long one has to wait after too many attempts', async ({ desk, watch }) => {
  watch.allow(/401|429/);
  await desk.open('/sign-in');
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await desk.page.locator('#name').fill('nguoi.la');
    await desk.page.locator('#password').fill(`đoán mò ${attempt}`);
    const answered = desk.page.waitForResponse((response) => response.url().endsWith('/api/session'));
    await desk.part('sign-in-submit').click();
    if ((await answered).status() === 429) break;
  }
  await expect(desk.part('sign-in-error')).toContainText(/Còn \d+ giây/);
  await expect(desk.part('sign-in-submit')).toBeDisabled();
});

test('signing out everywhere ends the sessions elsewhere, and what was written there is kept', async ({ another }) => {
  const here = await (await another()).as('colleague');
  const there = await (await another()).as('colleague');
  await there.open('/records/new');
  await there.fill({ line: '2018-leaflets', title: 'Tờ rơi ở chợ', start: '6/5/2018', place: 'Xã Dào San', quantity: '25' });

  await here.open('/account');
  await here.part('sign-out-everywhere').click();
  await here.part('confirm').click();
  await expect(here.part('menu')).toHaveAccessibleName('Trình đơn');

  await there.save();
  await expect(there.title()).toHaveText('Đăng nhập');
  await there.enter(PEOPLE.colleague.name, PASSWORD);
  await expect(there.part('draft-restored')).toBeVisible();
  await expect(there.page.locator('#title')).toHaveValue('Tờ rơi ở chợ');
  await there.save();
  await there.says('Đã ghi hoạt động');
});

test('changes the own password', async ({ another, server }) => {
  const admin = await (await another()).as('admin');
  const name = 'doi.mat.khau';
  const made = await admin.page.request.post(`${server.origin}/api/accounts`, { data: { name, role: 'viewer', password: PASSWORD } });
  expect(made.status()).toBe(201);
  const desk = await another();
  await desk.open('/sign-in?next=/account');
  await desk.enter(name, PASSWORD);
  await desk.page.locator('#password-current').fill('không đúng mật khẩu');
  await desk.page.locator('#password-new').fill('sương-mù-trên-đèo-ô-quy-hồ');
  await desk.page.locator('#password-again').fill('sương-mù-trên-đèo-ô-quy-hồ');
  await desk.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await expect(desk.page.locator('#password-current')).toHaveAttribute('aria-invalid', 'true');
  await desk.page.locator('#password-current').fill(PASSWORD);
  await desk.page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
  await desk.says('Đã đổi mật khẩu');
  await desk.signOut();
  await desk.open('/sign-in');
  await desk.enter(name, 'sương-mù-trên-đèo-ô-quy-hồ');
  await desk.says(name);
});

test('shows nothing but the sign-in page where the service is private', async ({ browser }) => {
  const server = await startServer({ accounts: true, args: ['--private'] });
  const context = await browser.newContext({ locale: 'vi-VN' });
  try {
    const desk = new Desk(await context.newPage(), server.origin);
    await desk.page.goto(`${server.origin}/?line=2018-leaflets`);
    await expect(desk.title()).toHaveText('Đăng nhập');
    await expect(desk.part('line-select')).toHaveCount(0);
    await desk.enter(PEOPLE.viewer.name, PASSWORD);
    await expect(desk.part('line-select')).toHaveValue('2018-leaflets');
    await expect(desk.part('legend-row-reached')).toBeVisible();
    await desk.signOut();
    await expect(desk.title()).toHaveText('Đăng nhập');
  } finally {
    await context.close();
    await server.stop();
  }
});
