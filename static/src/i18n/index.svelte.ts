/**
 * Words. Keys are flat and typed from the Vietnamese file; a test keeps both files equal and
 * free of keys nobody uses. Vietnamese is in the first bundle, English is fetched when wanted, the
 * words of the pages behind the map (`desk`, `ledger`) come with the first of those pages, and those
 * of what can be taken away (`files`) with the first dialog or page about it.
 */
import { createInstance } from 'i18next';
import { formatBytes, formatDate, formatNumber, formatShare, type Lang } from '../lib/format';
import type desk from './desk/vi.json';
import type files from './files/vi.json';
import type ledger from './ledger/vi.json';
import vi from './vi.json';

type Full = keyof typeof vi | keyof typeof desk | keyof typeof ledger | keyof typeof files;
export type Key = Full extends infer K ? (K extends `${infer Base}_other` ? Base : K) : never;

const STORED = 'vungphu.lang';
const words = createInstance();

type Part = 'desk' | 'files';
type Load = () => Promise<{ default: Record<string, string> }[]>;

const MORE: Record<Part, Record<Lang, Load>> = {
  desk: {
    vi: () => Promise.all([import('./desk/vi.json'), import('./ledger/vi.json')]),
    en: () => Promise.all([import('./desk/en.json'), import('./ledger/en.json')]),
  },
  files: {
    vi: () => Promise.all([import('./files/vi.json')]),
    en: () => Promise.all([import('./files/en.json')]),
  },
};

class Language {
  current: Lang = $state('vi');
  #parts = new Set<Part>();
  #loaded = new Set<string>();

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
    await Promise.all([...this.#parts].map((part) => this.#load(part, lang)));
    await words.changeLanguage(lang);
    this.current = lang;
    document.documentElement.lang = lang;
  }

  /** From now on the words of these parts are there, in whatever language. */
  async more(...parts: Part[]): Promise<void> {
    for (const part of parts) this.#parts.add(part);
    await Promise.all(parts.map((part) => this.#load(part, this.current)));
  }

  async #load(part: Part, lang: Lang): Promise<void> {
    const key = `${part} ${lang}`;
    if (this.#loaded.has(key)) return;
    for (const { default: more } of await MORE[part][lang]()) words.addResourceBundle(lang, 'translation', more, true, true);
    this.#loaded.add(key);
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
export const bytes = (value: number): string => formatBytes(value, language.current);
export const share = (value: number): string => formatShare(value, language.current);

/** The text of a record that carries both languages, such as `title_vi` and `title_en`. */
export function pick(vietnamese: string, english: string | null | undefined): string {
  return language.current === 'en' && english ? english : vietnamese;
}
