/** Puts the parts of a record into words: places by name, quantities with their unit, dates as one writes them. */
import type { Communes, DistrictProperties, PlanLine, Unit } from '../api/types';
import type { ActivityRecord, Flag, RevisionAction } from '../api/work';
import { date, language, number, pick, t, type Key } from '../i18n/index.svelte';
import { lineShort, lineUnit } from '../lib/lines';
import { fullName, unitName } from '../lib/units';
import { data } from '../state/data.svelte';
import { counted } from './plural';
import type { Field } from './differences';
import type { ListState } from './filters';

const PROVINCE = '12';

export const FIELD_KEY: Record<Field, Key> = {
  plan_line: 'records.field.line',
  title: 'records.field.title',
  start: 'records.field.start',
  end: 'records.field.end',
  shares: 'records.field.shares',
  participants: 'records.field.participants',
  women: 'records.field.women',
  reference: 'records.field.reference',
  note: 'records.field.note',
  code: 'records.field.code',
  state: 'records.field.state',
  reason: 'records.field.reason',
};

export const STATE_KEY: Record<ListState, Key> = {
  submitted: 'records.state.submitted',
  verified: 'records.state.verified',
  rejected: 'records.state.rejected',
  deleted: 'records.state.deleted',
};

export const ACTION_KEY: Record<RevisionAction, Key> = {
  create: 'history.action.create',
  change: 'history.action.change',
  delete: 'history.action.delete',
  restore: 'history.action.restore',
  verify: 'history.action.verify',
  reject: 'history.action.reject',
};

export const stateOf = (record: Pick<ActivityRecord, 'state' | 'deleted'>): ListState =>
  record.deleted ? 'deleted' : record.state;

export const SAMPLE_MARK = 'DỮ LIỆU MẪU';
export const isSample = (record: Pick<ActivityRecord, 'note'>): boolean =>
  record.note?.normalize('NFC').includes(SAMPLE_MARK) ?? false;

export const planLine = (id: string): PlanLine | undefined => data.plan?.lines.find((line) => line.id === id);

export function lineName(id: string): string {
  const line = planLine(id);
  return line ? lineShort(line) : id;
}

const indexes = new WeakMap<Communes, Map<string, Unit>>();

function communeOf(code: string): Unit | undefined {
  const { communes } = data;
  if (!communes) return undefined;
  let index = indexes.get(communes);
  if (!index) {
    index = new Map(communes.features.map(({ properties }) => [properties.code, properties]));
    indexes.set(communes, index);
  }
  return index.get(code);
}

/** A commune with its district, a whole district, the province, or a pano. `full` tells a commune from a town. */
export function placeName(unit: string, name: string, full = false): string {
  const commune = communeOf(unit);
  if (commune) {
    return t('records.place.commune', { name: full ? fullName(commune) : unitName(commune), district: commune.district });
  }
  if (unit === PROVINCE) return t('records.place.province');
  const district = data.districts?.features.find(({ properties }) => properties.code === unit)?.properties;
  if (district) return wholeDistrict(district);
  const site = data.sites?.features.find(({ properties }) => properties.slug === unit)?.properties;
  if (site) return t('records.place.pano', { name: pick(site.name_vi, site.name_en) });
  return name === '' ? unit : name;
}

export function wholeDistrict(district: DistrictProperties): string {
  const name = fullName(district);
  // Toàn huyện Sìn Hồ: the kind is in the middle of the phrase. In English it comes last anyway.
  return t('records.place.district', { name: language.current === 'vi' ? name[0]?.toLowerCase() + name.slice(1) : name });
}

/** 120 tờ rơi: at most three decimals, as the server keeps them. */
export function quantity(value: number, line: string | null | undefined): string {
  const found = line ? planLine(line) : undefined;
  if (!found) return number(value, 3);
  const unit = lineUnit(found);
  return `${number(value, 3)} ${language.current === 'en' ? counted(value, unit) : unit}`;
}

export function period(record: Pick<ActivityRecord, 'start' | 'end'>): string {
  return record.end === null || record.end === record.start
    ? date(record.start)
    : `${date(record.start)} – ${date(record.end)}`;
}

/** A value of a field other than the shares. */
export function valueText(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('records.empty');
  const text = String(value);
  if (field === 'plan_line') return lineName(text);
  if (field === 'start' || field === 'end') return date(text);
  if (field === 'participants' || field === 'women') return number(Number(value));
  if (field === 'state' && text in STATE_KEY) return t(STATE_KEY[text as ListState]);
  return text;
}

/** The server's words, which begin small because programs put them after a colon. */
export function flagText(flag: Pick<Flag, 'message_vi' | 'message_en'>): string {
  const text = pick(flag.message_vi, flag.message_en);
  return text.charAt(0).toLocaleUpperCase(language.current) + text.slice(1);
}

const RECORD_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i;

/** The record that a possible duplicate may be the same as. */
export function otherRecord(flag: Pick<Flag, 'code' | 'value'>): string | null {
  const { code, value } = flag;
  return code === 'possible_duplicate' && typeof value === 'string' && RECORD_ID.test(value) ? value : null;
}

/** The day on the province's clock, whatever the clock of the one who reads. */
export function day(iso: string): string {
  const when = Date.parse(iso);
  return Number.isNaN(when) ? iso : date(new Date(when + 7 * 3_600_000).toISOString().slice(0, 10));
}
