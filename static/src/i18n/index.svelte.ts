/**
 * Words. Keys are flat and typed from the Vietnamese file; a test keeps both files equal and
 * free of keys nobody uses. Vietnamese is in the first bundle, English is fetched when wanted, and
 * the words of the pages behind the map (`desk`, `ledger`) come with the first of those pages.
 */
import { createInstance } from 'i18next';
import { formatDate, formatNumber, formatShare, type Lang } from '../lib/format';
import type desk from './desk/vi.json';
import type ledger from './ledger/vi.json';
import vi from './vi.json';

type Full = keyof typeof vi | keyof typeof desk | keyof typeof ledger;
export type Key = Full extends infer K ? (K extends `${infer Base}_other` ? Base : K) : never;

const STORED = 'vungphu.lang';
const words = createInstance();

const MORE: Record<Lang, () => Promise<{ default: Record<string, string> }[]>> = {
  vi: () => Promise.all([import('./desk/vi.json'), import('./ledger/vi.json')]),
  en: () => Promise.all([import('./desk/en.json'), import('./ledger/en.json')]),
};

class Language {
  current: Lang = $state('vi');
  #more = false;
  #loaded = new Set<Lang>();

  async start(wanted: Lang | null): Promise<void> {
    await words.init({
      lng: 'vi',
      fallbackLng: 'vi',
      keySeparator: false,
      nsSeparator: false,
      interpolation: { escapeValue: false },
      resources: { vi: { translation: vi } },
    });
    await this.use(wanted ?? remembered() ?? 'vi');
  }

  async use(lang: Lang): Promise<void> {
    if (lang === 'en' && !words.hasResourceBundle('en', 'translation')) {
      const { default: en } = await import('./en.json');
      words.addResourceBundle('en', 'translation', en);
    }
    if (this.#more) await this.#loadMore(lang);
    await words.changeLanguage(lang);
    this.current = lang;
    document.documentElement.lang = lang;
  }

  /** From now on the words of all pages are there, in whatever language. */
  async more(): Promise<void> {
    this.#more = true;
    await this.#loadMore(this.current);
  }

  async #loadMore(lang: Lang): Promise<void> {
    if (this.#loaded.has(lang)) return;
    for (const part of await MORE[lang]()) words.addResourceBundle(lang, 'translation', part.default, true, true);
    this.#loaded.add(lang);
  }

  remember(): void {
    try {
      localStorage.setItem(STORED, this.current);
    } catch {
      // Storage may be forbidden; the address bar still carries the language.
    }
  }
}

function remembered(): Lang | null {
  try {
    const stored = localStorage.getItem(STORED);
    return stored === 'vi' || stored === 'en' ? stored : null;
  } catch {
    return null;
  }
}

export const language = new Language();

export function t(key: Key, values: Record<string, string | number> = {}): string {
  return words.t(key, { ...values, lng: language.current });
}

export const number = (value: number, digits = 0): string =>
  formatNumber(value, language.current, digits);
export const date = (iso: string): string => formatDate(iso, language.current);
export const share = (value: number): string => formatShare(value, language.current);

/** The text of a record that carries both languages, such as `title_vi` and `title_en`. */
export function pick(vietnamese: string, english: string | null | undefined): string {
  return language.current === 'en' && english ? english : vietnamese;
}
