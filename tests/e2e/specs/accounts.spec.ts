import { expect, test } from '../support/fixtures.ts';
import { PASSWORD } from '../support/server.ts';

const NAME = 'moi.than.uyen';

test('an administrator makes an account, gives it districts, switches it off and on', async ({ desk, another, page, watch }) => {
  watch.allow(/422/);
  await desk.as('admin');
  await desk.open('/accounts');
  await desk.part('account-new').click();
  await page.locator('#account-name').fill(NAME);
  await page.locator('#account-password').fill('ngan');
  await page.getByLabel('Huyện Than Uyên').check();
  await desk.part('account-save').click();
  await expect(page.locator('#account-password')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#account-password').fill(PASSWORD);
  await desk.part('account-save').click();
  await desk.says(`Đã tạo tài khoản ${NAME}`);
  const row = desk.part('accounts').getByRole('row', { name: new RegExp(NAME.replaceAll('.', '\\.')) });
  await expect(row).toContainText('Than Uyên');

  const person = await another();
  await person.open('/sign-in?next=/records/new');
  await person.enter(NAME, PASSWORD);
  await expect(person.part('record-form')).toBeVisible();

  await row.getByRole('button', { name: `Khóa tài khoản ${NAME}` }).click();
  await desk.part('confirm').click();
  await desk.says('Đã khóa tài khoản');
  await person.fill({ line: '2018-leaflets', title: 'Tờ rơi', start: '6/5/2018', place: 'Huyện Than Uyên', quantity: '5' });
  await person.save();
  await expect(person.title()).toHaveText('Đăng nhập');

  await row.getByRole('button', { name: `Mở khóa tài khoản ${NAME}` }).click();
  await person.enter(NAME, PASSWORD);
  await expect(person.part('draft-restored')).toBeVisible();

  await desk.open('/audit');
  await desk.part('audit-check').click();
  await expect(desk.part('audit-result')).toContainText('Nhật ký còn nguyên vẹn');
  await expect(desk.part('audit-result').locator('code')).toHaveText(/^[0-9a-f]{64}$/);
  await expect(desk.part('audit').getByRole('row').filter({ hasText: NAME }).first()).toBeVisible();
});

test('the last administrator stays one', async ({ desk, page, watch }) => {
  watch.allow(/409/);
  await desk.as('admin');
  await desk.open('/accounts');
  await page.getByRole('button', { name: 'Khóa tài khoản hoa.admin' }).click();
  await desk.part('confirm').click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
});

test('an administrator takes a token of somebody else away', async ({ desk, another, page }) => {
  const person = await (await another()).as('colleague');
  const made = await person.page.request.post(`${person.origin}/api/tokens`, { data: { label: 'máy tính cũ' } });
  expect(made.status()).toBe(201);
  await desk.as('admin');
  await desk.open('/accounts');
  await page.getByRole('button', { name: 'Mã truy cập của tua.phongtho' }).click();
  await page.getByRole('button', { name: 'Thu hồi mã “máy tính cũ”' }).click();
  await desk.part('confirm').click();
  await desk.says('Đã thu hồi');
  await expect(desk.part('account-tokens').getByRole('listitem')).toHaveCount(0);
});

test('others do not come to the accounts', async ({ desk }) => {
  await desk.as('verifier');
  await desk.open('/accounts');
  await expect(desk.page.getByText('không có quyền mở trang này')).toBeVisible();
});

test('a token is shown once, works, and is revoked', async ({ desk, page, server }) => {
  await desk.as('verifier');
  await desk.open('/account');
  await page.locator('#token-label').fill('báo cáo tháng');
  await page.locator('#token-role').selectOption('viewer');
  await page.getByRole('button', { name: 'Tạo mã truy cập' }).click();
  const token = await page.locator('#token-made').inputValue();
  expect(token).toMatch(/^vp_/);
  const ask = async (): Promise<number> =>
    (await fetch(`${server.origin}/api/tokens`, { headers: { Authorization: `Bearer ${token}` } })).status;
  expect(await ask()).toBe(200);
  await page.getByRole('button', { name: 'Tôi đã lưu mã' }).click();
  await page.reload();
  await expect(desk.part('tokens')).toContainText('báo cáo tháng');
  await expect(page.locator('#token-made')).toHaveCount(0);
  await page.getByRole('button', { name: 'Thu hồi mã “báo cáo tháng”' }).click();
  await desk.part('confirm').click();
  await desk.says('Đã thu hồi');
  expect(await ask()).toBe(401);
});
