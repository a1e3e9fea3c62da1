/** What a person does on the page and sees there, in the words of the subject. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { STATUSES, type ByStatus, type Status } from './api.ts';

export interface LegendRow {
  total: number;
  border: number;
}

export class CoverageMap {
  readonly #page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.#page = page;
    this.#origin = origin;
  }

  part(name: string): Locator {
    return this.#page.getByTestId(name);
  }

  async open(query = ''): Promise<void> {
    await this.#page.goto(`${this.#origin}/${query}`);
  }

  /** The drawn communes by status, once the map has come to rest. */
  async drawn(): Promise<ByStatus> {
    const text = await this.#page.waitForFunction(
      () => document.documentElement.dataset['mapReady'] === 'true' && document.documentElement.dataset['drawn'],
    );
    const pairs = String(await text.jsonValue()).split(' ').map((pair) => pair.split(':'));
    return Object.fromEntries(pairs.map(([status, count]) => [status, Number(count)])) as ByStatus;
  }

  async chooseLine(id: string): Promise<void> {
    await this.#settle(() => this.part('line-select').selectOption(id));
  }

  async chooseDistrict(code: string): Promise<void> {
    await this.#settle(() => this.part('district-select').selectOption(code));
  }

  async toggleStatus(status: Status): Promise<void> {
    await this.#settle(() => this.part(`legend-row-${status}`).getByRole('button').click());
  }

  async setDate(date: string): Promise<void> {
    await this.#settle(() => this.part('as-of-input').fill(date));
  }

  /** Does something and waits for the answer to it. */
  async #settle(action: () => Promise<unknown>): Promise<void> {
    const answered = this.#page.waitForResponse((response) => response.url().includes('/collections/coverage/items'));
    await action();
    await (await answered).finished();
  }

  async legend(): Promise<Record<Status, LegendRow>> {
    const rows = await Promise.all(
      STATUSES.map(async (status) => {
        const row = this.part(`legend-row-${status}`);
        const cells = await row.getByRole('cell').allInnerTexts();
        return [status, { total: Number(cells[0]), border: Number(cells[1]) }] as const;
      }),
    );
    return Object.fromEntries(rows) as Record<Status, LegendRow>;
  }

  async gaps(): Promise<string[]> {
    return this.part('gap-item').evaluateAll((items) => items.map((item) => item.getAttribute('data-code') ?? ''));
  }

  async download(): Promise<{ name: string; features: { id: string; properties: { status: string } }[] }> {
    const started = this.#page.waitForEvent('download');
    await this.part('download-coverage').click();
    const file = await started;
    const text = await readFile(await file.path(), 'utf8');
    return { name: file.suggestedFilename(), ...(JSON.parse(text) as { features: [] }) };
  }

  /** Until the page hears of changes: it starts to once the first view is there. */
  async listening(): Promise<void> {
    await this.#page.waitForFunction(() => document.documentElement.dataset['live'] === 'true');
  }

  address(): string {
    return this.#page.url().slice(this.#origin.length);
  }

  async language(): Promise<string | null> {
    return this.#page.locator('html').getAttribute('lang');
  }
}
