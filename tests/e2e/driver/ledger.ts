/** Records, their history, the queue and imports, as people work with them. */
import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from '@playwright/test';
import type { Desk } from './desk.ts';

export interface Listed {
  matched: number;
  records: { id: string; title: string; state: string; plan_line: string }[];
}
export interface Line {
  line: string;
  title: string;
  start: string;
  district?: string;
  place: string;
  quantity: string | number;
}

const HEADER = 'Mã nhiệm vụ,Nội dung,Ngày bắt đầu,Huyện,Địa bàn,Số lượng';

/** A table of activities as an office would send it. */
export function csv(lines: readonly Line[], header = HEADER): Buffer {
  const rows = lines.map(({ line, title, start, district = '', place, quantity }) =>
    [line, title, start, district, place, quantity].join(','));
  return Buffer.from(`\uFEFF${[header, ...rows].join('\r\n')}\r\n`);
}

export class Ledger {
  readonly desk: Desk;
  readonly page: Page;

  constructor(desk: Desk) {
    this.desk = desk;
    this.page = desk.page;
  }

  part(name: string): Locator {
    return this.page.getByTestId(name);
  }

  list(query: string): Promise<Listed> {
    return this.desk.get(`/api/activities?${query}`);
  }

  async shownIds(): Promise<string[]> {
    return this.part('record-row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-id') ?? ''));
  }

  async openRecord(id: string, query = ''): Promise<void> {
    await this.desk.open(`/records/${id}`, query);
    await this.part('facts').waitFor();
  }

  revision(number: number): Locator {
    return this.page.locator(`[data-testid="revision"][data-revision="${number}"]`);
  }

  async rejectWith(reason: string): Promise<void> {
    await this.part('reject').click();
    await this.page.getByRole('dialog').getByRole('textbox').fill(reason);
    await this.part('confirm').click();
  }

  async queued(): Promise<string> {
    return (await this.part('queue-record').getAttribute('data-id')) ?? '';
  }

  async choose(name: string, buffer: Buffer): Promise<void> {
    await this.part('import-file').setInputFiles({ name, mimeType: 'text/csv', buffer });
  }

  question(text: string): Locator {
    return this.page.locator(`[data-testid="question"][data-text="${text}"]`);
  }

  async downloads(action: () => Promise<unknown>): Promise<{ file: Download; bytes: Buffer }> {
    const started = this.page.waitForEvent('download');
    await action();
    const file = await started;
    return { file, bytes: await readFile(await file.path()) };
  }
}
