import { countByStatus, coverage, STATUSES, summary } from '../driver/api.ts';
import { expect, test } from '../support/fixtures.ts';

test('opens with every commune drawn as the server has it', async ({ app, server }) => {
  await app.open();
  const drawn = await app.drawn();
  expect(drawn).toEqual(countByStatus(await coverage(server.origin)));
  expect(Object.values(drawn).reduce((sum, count) => sum + count)).toBe(108);
  await expect(app.part('banner-sample')).toContainText('Dữ liệu mẫu');
});

test('the legend of a chosen line adds up and is what is drawn', async ({ app, server }) => {
  await app.open('?as_of=2018-06-15');
  await app.drawn();
  await app.chooseLine('2018-leaflets');
  const query = 'line=2018-leaflets&as_of=2018-06-15';
  const expected = await summary(server.origin, query);
  await expect(app.part('legend-row-reached')).toHaveAttribute(
    'data-total', String(expected.communes.by_status.reached),
  );
  const legend = await app.legend();
  for (const status of STATUSES) {
    expect(legend[status]).toEqual({
      total: expected.communes.by_status[status],
      border: expected.border_communes.by_status[status],
    });
  }
  expect(STATUSES.reduce((sum, status) => sum + legend[status].total, 0)).toBe(108);
  expect(STATUSES.reduce((sum, status) => sum + legend[status].border, 0)).toBe(23);
  expect(await app.drawn()).toEqual(expected.communes.by_status);
  await expect(app.part('border-reached')).toHaveText(`${expected.border_communes.by_status.reached} / 23`);
});

test('a line of the border communes alone leaves the others not targeted', async ({ app }) => {
  await app.open('?line=2018-border-conferences');
  const drawn = await app.drawn();
  expect(drawn.not_targeted).toBe(85);
  expect(drawn.reached + drawn.partial + drawn.pending + drawn.overdue).toBe(23);
});

test('the date changes colours and figures', async ({ app, server }) => {
  await app.open('?line=2017-leaflets');
  await app.drawn();
  await app.setDate('2016-12-01');
  expect(await app.drawn()).toMatchObject({ pending: 108 });
  expect((await summary(server.origin, 'line=2017-leaflets&as_of=2016-12-01')).communes.by_status.pending).toBe(108);
});

test('the gaps are the server’s, border communes first', async ({ app, server }) => {
  await app.open('?line=2018-loudspeaker');
  await app.drawn();
  const rows = await coverage(server.origin, 'line=2018-loudspeaker');
  const open = rows.filter((row) => (row.gap ?? 0) > 0);
  const listed = await app.gaps();
  expect([...listed].sort()).toEqual(open.map((row) => row.code).sort());
  const border = new Map(rows.map((row) => [row.code, row.border]));
  const marks = listed.map((code) => border.get(code));
  expect(marks.lastIndexOf(true)).toBeLessThan(marks.includes(false) ? marks.indexOf(false) : marks.length);
});

test('a gap leads to the commune with every line of the plan', async ({ app }) => {
  await app.open('?line=2018-leaflets&as_of=2018-03-31');
  await app.drawn();
  const name = await app.part('gap-item').first().locator('b').innerText();
  await app.part('gap-item').first().click();
  await expect(app.part('detail-card').getByRole('heading')).toContainText(name);
  await expect(app.part('detail-card').locator('tbody button')).toHaveCount(22);
  expect(app.address()).toMatch(/commune=\d{5}/);
});

test('filters by status: what is left out is not drawn and not listed', async ({ app, server }) => {
  await app.open('?line=2018-leaflets&as_of=2018-06-15');
  const before = await app.drawn();
  await app.toggleStatus('reached');
  const after = await app.drawn();
  expect(before.reached).toBeGreaterThan(0);
  expect(after).toEqual({ ...before, reached: 0 });
  expect(app.address()).toContain('status=partial,pending,overdue,not_targeted');
  const rows = await coverage(server.origin, 'line=2018-leaflets&as_of=2018-06-15&status=partial,pending,overdue');
  expect((await app.gaps()).length).toBe(rows.length);
});

test('filters by district: the two totals are the district’s', async ({ app, server }) => {
  await app.open('?line=2018-leaflets');
  await app.drawn();
  await app.chooseDistrict('109');
  const expected = await summary(server.origin, 'line=2018-leaflets&district=109');
  await expect(app.part('border-reached')).toHaveAttribute('data-total', String(expected.border_communes.total));
  expect(Object.values(await app.drawn()).reduce((sum, count) => sum + count)).toBe(expected.communes.total);
});

test('the download is exactly what is shown', async ({ app, server }) => {
  await app.open('?line=2018-leaflets&as_of=2018-06-15&district=109&status=overdue,partial,pending');
  await app.drawn();
  const file = await app.download();
  const rows = await coverage(server.origin, 'line=2018-leaflets&as_of=2018-06-15&district=109&status=overdue,partial,pending');
  expect(file.name).toMatch(/\.geojson$/);
  expect(file.features.map((feature) => feature.id).sort()).toEqual(rows.map((row) => row.code).sort());
  expect(file.features.map((feature) => feature.id).sort()).toEqual((await app.gaps()).sort());
  expect(file.features.length).toBeGreaterThan(0);
});
