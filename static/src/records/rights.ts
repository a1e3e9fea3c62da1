/** What one may do with a record, so that only those buttons are shown. The server decides again. Pure. */
import type { ActivityRecord, Me } from '../api/work';

const PROVINCE = '12';

export interface Rights {
  change: boolean;
  remove: boolean;
  restore: boolean;
  verify: boolean;
  reject: boolean;
}

/** `districtOf` gives the district of a place, or nothing when it does not know the place. */
export function rightsFor(
  me: Me | null,
  record: ActivityRecord,
  districtOf: (unit: string) => string | undefined,
): Rights {
  const can = me?.can ?? { record: false, verify: false, manage: false };
  const own = (unit: string): boolean => {
    if (me?.role !== 'editor') return true;
    const district = districtOf(unit);
    return me.districts.some(({ code }) => code === PROVINCE || district === undefined || code === district);
  };
  const write = can.record && (record.state !== 'verified' || can.verify) && record.shares.every(({ unit }) => own(unit));
  return {
    change: write && !record.deleted,
    remove: write && !record.deleted,
    restore: write && record.deleted,
    verify: can.verify && !record.deleted && record.state !== 'verified',
    reject: can.verify && !record.deleted && record.state !== 'rejected',
  };
}
