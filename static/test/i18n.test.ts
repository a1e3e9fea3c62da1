/** Both languages say everything, and nothing is translated that nobody shows. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import deskEn from '../src/i18n/desk/en.json';
import deskVi from '../src/i18n/desk/vi.json';
import mapEn from '../src/i18n/en.json';
import filesEn from '../src/i18n/files/en.json';
import filesVi from '../src/i18n/files/vi.json';
import ledgerEn from '../src/i18n/ledger/en.json';
import ledgerVi from '../src/i18n/ledger/vi.json';
import mapVi from '../src/i18n/vi.json';

const vi = { ...mapVi, ...deskVi, ...ledgerVi, ...filesVi };
const en = { ...mapEn, ...deskEn, ...ledgerEn, ...filesEn };

const base = (key: string): string => key.replace(/_(one|other)$/, '');
const keys = (words: object): string[] => [...new Set(Object.keys(words).map(base))].sort();
const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .map((name) => readFileSync(join('src', name), 'utf8'))
  .join('\n');
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe('words', () => {
  it('are in one file each', () => {
    for (const files of [[mapVi, deskVi, ledgerVi, filesVi], [mapEn, deskEn, ledgerEn, filesEn]]) {
      const all = files.flatMap((words) => Object.keys(words));
      expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
    }
  });
  it('exist in both languages', () => {
    expect(keys(en)).toEqual(keys(vi));
  });
  it('are all used', () => {
    expect(keys(vi).filter((key) => !source.includes(`'${key}'`))).toEqual([]);
  });
  it('have their plural forms', () => {
    const plural = (words: object, form: string): string[] =>
      Object.keys(words).filter((key) => key.endsWith(form)).map(base).sort();
    expect(plural(en, '_one')).toEqual(plural(en, '_other'));
    expect(plural(vi, '_other')).toEqual(plural(en, '_other'));
    expect(plural(vi, '_one')).toEqual([]);
  });
  it('take the same values', () => {
    const english: Record<string, string> = en;
    for (const [key, text] of Object.entries(vi)) {
      expect([key, placeholders(english[key] ?? '')]).toEqual([key, placeholders(text)]);
    }
  });
  it('are written in composed characters', () => {
    const text = JSON.stringify([vi, en]);
    expect(text.normalize('NFC')).toBe(text);
  });
});
