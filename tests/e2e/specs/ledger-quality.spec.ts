/** What holds for every page of records, queue and import: readable for all, quick with a lot. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { csv, Ledger } from '../driver/ledger.ts';
import { answerImports } from '../driver/report.ts';
import { expect, test } from '../support/fixtures.ts';

async function grave(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

const FILE = csv([{ line: '2018-leaflets', title: 'Phát tờ rơi', start: '2018-05-06', place: 'Dào San', quantity: 5 }]);

for (const [device, lang, viewport] of [
  ['desktop', 'vi', { width: 1440, height: 900 }],
  ['phone', 'en', { width: 360, height: 740 }],
] as const) {
  test(`no serious accessibility problem in records and queue: ${device}, ${lang}`, async ({ desk, page }) => {
    const ledger = new Ledger(desk);
    await page.setViewportSize(viewport);
    await desk.as('verifier');
    const id = await desk.record({ title: 'Để xem', start: '2018-03-02' });
    await desk.record({ title: 'Để xem', start: '2018-03-02' });
    await desk.page.request.post(`${desk.origin}/api/activities/${id}/reject`, { data: { reason: 'Thiếu biên bản' } });
    await desk.open('/records', `?lang=${lang}`);
    await expect(ledger.part('record-row').first()).toBeVisible();
    expect(await grave(page), 'records').toEqual([]);
    await ledger.openRecord(id, `?lang=${lang}`);
    expect(await grave(page), 'record').toEqual([]);
    await ledger.part('delete').click();
    expect(await grave(page), 'dialog').toEqual([]);
    await desk.open('/queue', `?lang=${lang}`);
    await expect(ledger.part('queue-record')).toBeVisible();
    expect(await grave(page), 'queue').toEqual([]);
  });

  test(`no serious accessibility problem in the import: ${device}, ${lang}`, async ({ desk, page }) => {
    const ledger = new Ledger(desk);
    let faults = 3;
    await answerImports(page, () => faults);
    await page.setViewportSize(viewport);
    await desk.as('verifier');
    await desk.open('/import', `?lang=${lang}`);
    await expect(ledger.part('import-drop')).toBeVisible();
    expect(await grave(page), 'file').toEqual([]);
    await ledger.choose('bao-cao.csv', FILE);
    await expect(ledger.part('columns-next')).toBeVisible();
    expect(await grave(page), 'columns').toEqual([]);
    await ledger.part('columns-next').click();
    await ledger.question('Mường Tè').getByRole('radio').last().check();
    expect(await grave(page), 'report').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    faults = 0;
    await ledger.question('Mường Tè').getByRole('radio').first().check();
    await ledger.part('places-apply').click();
    await ledger.part('report-next').click();
    await page.waitForFunction(() => document.documentElement.dataset['mapReady'] === 'true');
    expect(await grave(page), 'preview').toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
  });
}

test('ten thousand faults can be read, filtered and paged without waiting', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  await answerImports(page, () => 10_000);
  await desk.as('verifier');
  await desk.open('/import');
  await ledger.choose('bao-cao.csv', FILE);
  await ledger.part('columns-next').click();
  await expect(ledger.part('fault-row')).toHaveCount(100);
  await expect(ledger.part('faults-fault')).toContainText('10.001');
  const start = Date.now();
  await ledger.part('faults-kind').selectOption('fault/bad_date');
  await expect(ledger.part('fault-row').nth(1)).toContainText('4');
  await ledger.part('faults-warning').click();
  await expect(ledger.part('fault-row')).toHaveCount(1);
  await ledger.part('faults-all').click();
  await page.getByRole('region', { name: 'Từng dòng' }).getByRole('navigation').getByRole('button').last().click();
  await expect(ledger.part('fault-row').first()).toContainText('101');
  expect(Date.now() - start).toBeLessThan(4000);
});

test('nothing is chosen for the user, and a choice is sent for exactly that text', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  const { bodies } = await answerImports(page, () => 2);
  await desk.as('editor');
  await desk.open('/import');
  await ledger.choose('bao-cao.csv', FILE);
  await ledger.part('columns-next').click();
  const question = ledger.question('Mường Tè');
  for (const radio of await question.getByRole('radio').all()) await expect(radio).not.toBeChecked();
  await expect(ledger.part('places-apply')).toBeDisabled();
  await question.getByRole('radio').nth(1).check();
  await ledger.part('places-apply').click();
  await expect.poll(() => bodies.length).toBe(2);
  expect(bodies[0]).toContain('{}');
  expect(bodies[1]).toContain('{"places":{"Mường Tè":"03445"}}');
  await expect(ledger.part('answered')).toContainText('Mường Tè');
});

test('a column can be mapped by hand, and each field is in one column only', async ({ desk, page }) => {
  const ledger = new Ledger(desk);
  const { bodies } = await answerImports(page, () => 2);
  await desk.as('editor');
  await desk.open('/import');
  await ledger.choose('bao-cao.csv', FILE);
  const column = (header: string) => page.locator(`[data-testid="column-field"][data-header="${header}"]`);
  await column('Cán bộ').selectOption('place');
  await expect(column('Xã')).toHaveValue('');
  await column('Xã').selectOption('note');
  await ledger.part('columns-next').click();
  await expect.poll(() => bodies.length).toBe(2);
  expect(bodies[1]).toContain('{"columns":{"Xã":"note","Cán bộ":"place"}}');
  await expect(ledger.part('import-report')).toBeVisible();
});
