/** Taking things away: the dialog of the map page, in the words of the subject. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';

export class Exports {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  part(name: string): Locator {
    return this.#page.getByTestId(name);
  }
  dialog(): Locator {
    return this.#page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.part('exports').click();
    await expect(this.part('format-json')).toBeVisible();
  }

  filters(): Promise<string[]> {
    return this.part('export-filters').locator('li').allInnerTexts();
  }

  /** What the link leads to, once its size is known. */
  async link(): Promise<URL> {
    return new URL((await this.part('export-file').getAttribute('href')) ?? '', this.#page.url());
  }

  async size(): Promise<number> {
    await expect(this.part('export-size')).toHaveAttribute('data-bytes', /^\d+$/);
    return Number(await this.part('export-size').getAttribute('data-bytes'));
  }

  async download(name = 'export-file'): Promise<{ name: string; bytes: Buffer }> {
    const started = this.#page.waitForEvent('download');
    await this.part(name).click();
    const file = await started;
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  }
}
