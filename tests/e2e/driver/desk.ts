/** The pages behind the map: signing in, the record form, accounts. In the words of the subject. */
import { expect, type Locator, type Page } from '@playwright/test';
import { PASSWORD, PEOPLE, type Person } from '../support/server.ts';

export interface Activity {
  line?: string;
  title?: string;
  start?: string;
  place?: string;
  quantity?: string;
}

export class Desk {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  part(name: string): Locator {
    return this.page.getByTestId(name);
  }
  title(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }
  says(text: string | RegExp): Promise<void> {
    return expect(this.part('status')).toContainText(text);
  }

  /** `path` is what follows `#`, e.g. `/records`. */
  async open(path: string, query = ''): Promise<void> {
    await this.page.goto(`${this.origin}/${query}#${path}`);
  }

  /** By hand, through the page. */
  async enter(name: string, password: string): Promise<void> {
    await this.page.locator('#name').fill(name);
    await this.page.locator('#password').fill(password);
    await this.part('sign-in-submit').click();
  }

  /** Without the page, as a start for what a test is about. */
  async as(person: Person): Promise<this> {
    const { name } = PEOPLE[person];
    const answer = await this.page.request.post(`${this.origin}/api/session`, { data: { name, password: PASSWORD } });
    expect(answer.status(), await answer.text()).toBe(200);
    return this;
  }

  /** Done when the page that follows is there: it would take the place of any that is opened before. */
  async signOut(): Promise<void> {
    await this.part('menu').click();
    const answered = this.page.waitForResponse((answer) => answer.request().method() === 'DELETE' && answer.url().endsWith('/api/session'));
    await this.part('sign-out').click();
    await answered;
    await this.page.waitForURL(({ hash }) => ['', '#/'].includes(hash) || hash.startsWith('#/sign-in'));
  }

  async choosePlace(text: string, row = 0): Promise<void> {
    const field = this.part('shares').getByRole('combobox').nth(row);
    await field.click();
    await field.fill(text);
    await this.part('shares').getByRole('option', { name: text }).first().click();
  }

  async fill({ line, title, start, place, quantity }: Activity): Promise<void> {
    if (line !== undefined) await this.page.locator('#plan_line').selectOption(line);
    if (title !== undefined) await this.page.locator('#title').fill(title);
    if (start !== undefined) await this.page.locator('#start').fill(start);
    if (place !== undefined) await this.choosePlace(place);
    if (quantity !== undefined) await this.part('shares').getByLabel('Số lượng').first().fill(quantity);
  }

  async save(): Promise<void> {
    await this.part('save').click();
  }

  /** Recorded without the page; the id of the record. */
  async record(activity: Record<string, unknown> = {}): Promise<string> {
    const data = {
      plan_line: '2018-leaflets', title: 'Phát tờ rơi tại chợ phiên', start: '2018-05-06',
      shares: [{ unit: '03571', quantity: 10 }], ...activity,
    };
    const answer = await this.page.request.post(`${this.origin}/api/activities`, { data });
    expect(answer.status(), await answer.text()).toBe(201);
    return ((await answer.json()) as { id: string }).id;
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.page.request.get(this.origin + path);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()) as T;
  }
}
