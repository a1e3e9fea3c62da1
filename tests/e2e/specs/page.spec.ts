import { expect, test } from '../support/fixtures.ts';

test('speaks Vietnamese, and English when asked, and remembers it', async ({ app, page }) => {
  await app.open();
  expect(await app.language()).toBe('vi');
  await expect(app.part('legend-row-reached')).toContainText('Đã phủ');
  await app.part('lang-switch').click();
  await expect(app.part('legend-row-reached')).toContainText('Reached');
  expect(await app.language()).toBe('en');
  await expect(app.part('banner-sample')).toContainText('Sample data');
  await app.open();
  await expect(app.part('legend-row-reached')).toContainText('Reached');
  await expect(page).toHaveTitle(/Overall/);
});

test('a shared link restores the whole view', async ({ app, page }) => {
  const link = '?line=2017-leaflets&district=109&status=partial,overdue&as_of=2018-01-31&commune=03571&lang=en&map=9.80/22.6000/103.3500';
  await app.open(link);
  await app.drawn();
  await expect(app.part('line-select')).toHaveValue('2017-leaflets');
  await expect(app.part('district-select')).toHaveValue('109');
  await expect(app.part('as-of-input')).toHaveValue('2018-01-31');
  await expect(app.part('detail-card')).toContainText('Dào San');
  await expect(app.part('legend-row-reached').getByRole('button')).toHaveAttribute('aria-pressed', 'false');
  await expect(app.part('legend-row-partial').getByRole('button')).toHaveAttribute('aria-pressed', 'true');
  expect(await app.language()).toBe('en');
  expect(new URL(page.url()).search).toBe(link);
});

test('back and forward walk through the choices', async ({ app, page }) => {
  await app.open();
  await app.drawn();
  await app.chooseLine('2018-leaflets');
  await app.chooseLine('2018-loudspeaker');
  await page.goBack();
  await expect(app.part('line-select')).toHaveValue('2018-leaflets');
  await page.goBack();
  await expect(app.part('line-select')).toHaveValue('');
  await page.goForward();
  await expect(app.part('line-select')).toHaveValue('2018-leaflets');
});

test('finds a commune without diacritics and by its other spelling', async ({ app, page }) => {
  await app.open();
  await app.drawn();
  await page.keyboard.press('/');
  await expect(app.part('search-input')).toBeFocused();
  await page.keyboard.type('dao san');
  await expect(page.getByRole('option').first()).toContainText('Dào San');
  await page.keyboard.press('Enter');
  await expect(app.part('detail-card')).toContainText('Dào San');
});

test('the line, the matrix and the detail card are reached by keyboard alone', async ({ app, page }) => {
  await app.open();
  await app.drawn();
  await app.part('line-select').focus();
  await page.keyboard.press('ArrowDown');
  await expect(app.part('line-select')).not.toHaveValue('');
  const cell = app.part('matrix').locator('[data-cell="0:0"]');
  // By Tab only: the matrix has exactly one stop.
  for (let i = 0; i < 250 && !(await cell.evaluate((node) => node === document.activeElement)); i += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(cell).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(app.part('matrix').locator('[data-cell="1:1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.part('detail-card')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.part('detail-card')).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('nothing is wider than the screen and the sheet has three stops', async ({ app, page }) => {
    await app.open();
    await app.drawn();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await expect(app.part('border-reached')).toBeInViewport();
    const sheet = app.part('sheet');
    const handle = sheet.getByRole('button').first();
    await expect(sheet).toHaveAttribute('data-stop', 'low');
    await handle.focus();
    await page.keyboard.press('ArrowUp');
    await expect(sheet).toHaveAttribute('data-stop', 'half');
    await expect(app.part('gap-item').first()).toBeInViewport();
    await page.keyboard.press('ArrowUp');
    await expect(sheet).toHaveAttribute('data-stop', 'full');
    await sheet.getByRole('tab').nth(1).tap();
    await expect(app.part('matrix')).toBeVisible();
    await sheet.getByRole('tab').nth(2).tap();
    await expect(app.part('legend-row-overdue')).toBeVisible();
  });
});
