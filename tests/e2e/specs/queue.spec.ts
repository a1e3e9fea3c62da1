import { Ledger } from '../driver/ledger.ts';
import { expect, test } from '../support/fixtures.ts';

test('a verifier’s day: look, send back with a reason, verify, go on', async ({ desk, another }) => {
  const editor = await (await another()).as('editor');
  const first = await editor.record({ title: 'Việc thứ nhất' });
  const second = await editor.record({ title: 'Việc thứ hai' });
  const ledger = new Ledger(desk);
  await desk.as('verifier');
  await desk.open('/queue?district=109&order=newest');
  await expect(ledger.part('queue-record')).toContainText('Việc thứ hai');
  const { matched } = await ledger.list('state=submitted&district=109&limit=1');
  await expect(ledger.part('queue-position')).toContainText(`1 / ${matched}`);

  // Without a reason nothing goes back.
  await ledger.part('reject').click();
  await ledger.part('confirm').click();
  await expect(desk.page.getByRole('dialog')).toContainText('Hãy ghi lý do');
  await desk.page.keyboard.press('Escape');
  await ledger.rejectWith('Thiếu biên bản bàn giao');
  await expect(ledger.part('queue-record')).toContainText('Việc thứ nhất');
  expect(await desk.get(`/api/activities/${second}`)).toMatchObject({ state: 'rejected', reason: 'Thiếu biên bản bàn giao' });

  await ledger.part('verify').click();
  await expect(ledger.part('queue-position')).toContainText(`1 / ${matched - 2}`);
  expect(await desk.get(`/api/activities/${first}`)).toMatchObject({ state: 'verified' });

  // Whoever recorded it reads the reason.
  const theirs = new Ledger(editor);
  await theirs.openRecord(second);
  await expect(theirs.part('reason')).toContainText('Thiếu biên bản bàn giao');
});

test('works by keyboard alone, but not while one types', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  await desk.as('verifier');
  await desk.open('/queue');
  await expect(ledger.part('queue-keys')).toContainText('J');
  const order = (await ledger.list('state=submitted&limit=1000')).records.map(({ id }) => id).reverse();
  await expect.poll(() => ledger.queued()).toBe(order[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => ledger.queued()).toBe(order[2]);
  await page.keyboard.press('k');
  await expect.poll(() => ledger.queued()).toBe(order[1]);

  await page.keyboard.press('t');
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
  await page.getByRole('dialog').getByRole('textbox').fill('x j');
  await page.keyboard.press('Escape');
  await expect.poll(() => ledger.queued()).toBe(order[1]);
  await ledger.part('queue-line').focus();
  await page.keyboard.press('x');
  expect(await desk.get(`/api/activities/${order[1]}`)).toMatchObject({ state: 'submitted' });

  await ledger.part('verify').focus();
  await page.keyboard.press('x');
  await expect.poll(() => ledger.queued()).toBe(order[2]);
  expect(await desk.get(`/api/activities/${order[1]}`)).toMatchObject({ state: 'verified' });

  // Single keys can be turned off, and stay off.
  await ledger.part('queue-keys').getByRole('checkbox').uncheck();
  await page.keyboard.press('j');
  await page.reload();
  await expect(ledger.part('queue-keys').getByRole('checkbox')).not.toBeChecked();
  await page.keyboard.press('j');
  await expect.poll(() => ledger.queued()).toBe(order[0]);
});

test('a possible duplicate is named and leads to the other record', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('verifier');
  const first = await desk.record({ title: 'Lần một', start: '2018-04-11', shares: [{ unit: '03577', quantity: 3 }] });
  await desk.record({ title: 'Lần hai', start: '2018-04-11', shares: [{ unit: '03577', quantity: 3 }] });
  await desk.open('/queue?order=newest');
  await expect(ledger.part('queue-record')).toContainText('Lần hai');
  await ledger.part('warnings').getByRole('link').click();
  await expect(desk.page).toHaveURL(new RegExp(`/records/${first}$`));
});

test('the queue of one line and district, and its end', async ({ desk }) => {
  const ledger = new Ledger(desk);
  await desk.as('verifier');
  await desk.open('/queue');
  await ledger.part('queue-line').selectOption('report-2016');
  await ledger.part('queue-district').selectOption('109');
  const { records } = await ledger.list('state=submitted&plan_line=report-2016&district=109&limit=1000');
  for (const { id } of [...records].reverse()) {
    await expect.poll(() => ledger.queued()).toBe(id);
    await ledger.part('verify').click();
  }
  await expect(ledger.part('queue-empty')).toBeVisible();
});
