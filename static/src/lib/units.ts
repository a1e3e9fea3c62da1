/** How a unit is called: communes by their bare name, towns and wards with their kind. */
import type { DistrictKind, Kind } from '../api/types';
import { t, type Key } from '../i18n/index.svelte';

const SHORT: Record<Kind | DistrictKind, Key> = {
  xa: 'unit.xa',
  thi_tran: 'unit.thi_tran',
  phuong: 'unit.phuong',
  huyen: 'unit.huyen',
  thanh_pho: 'unit.thanh_pho',
};
const FULL: Record<Kind | DistrictKind, Key> = {
  xa: 'unit.full.xa',
  thi_tran: 'unit.full.thi_tran',
  phuong: 'unit.full.phuong',
  huyen: 'unit.full.huyen',
  thanh_pho: 'unit.full.thanh_pho',
};

interface Named {
  name: string;
  kind: Kind | DistrictKind;
}

export const unitName = ({ name, kind }: Named): string => t(SHORT[kind], { name });
export const fullName = ({ name, kind }: Named): string => t(FULL[kind], { name });
