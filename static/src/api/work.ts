/** The shapes of the work behind the map: who is asking, what was recorded, what was changed. */

export type Role = 'viewer' | 'editor' | 'verifier' | 'admin';
export type RecordState = 'submitted' | 'verified' | 'rejected';

export interface District {
  code: string;
  name: string;
}
export interface Me {
  name: string;
  role: Role;
  districts: District[];
  can: { record: boolean; verify: boolean; manage: boolean };
  expires_at: string | null;
  token: { id: string; label: string } | null;
}
export interface SessionAnswer {
  account: Me | null;
  private: boolean;
  accounts: boolean;
}

export interface TokenEntry {
  id: string;
  label: string;
  account: string;
  role: Role;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
}
export interface AccountEntry {
  name: string;
  role: Role;
  districts: District[];
  disabled: boolean;
  created_at: string;
  last_seen_at: string | null;
  sessions: number;
  tokens: number;
}
export interface AuditEntry {
  seq: number;
  at: string;
  by: string | null;
  action: string;
  subject: string | null;
  detail: unknown;
  hash: string;
}

/** What a pass over the whole audit log found. */
export interface AuditCheck {
  entries: number;
  head: string;
  faults: string[];
}

export interface Candidate {
  code: string;
  name: string;
  district: string;
}
/** A fault (refused) or a warning (recorded all the same): the field is e.g. `shares[0].unit`. */
export interface Flag {
  field: string;
  value: unknown;
  code: string;
  message_vi: string;
  message_en: string;
  candidates?: Candidate[];
}

export interface Share {
  unit: string;
  name: string;
  district: string | null;
  quantity: number;
}
/** What a person writes down; the rest of a record comes from the server. */
export interface ActivityBody {
  plan_line: string;
  title: string;
  start: string;
  end?: string | null;
  shares: { unit: string; quantity: number | string }[];
  participants?: number | null;
  women?: number | null;
  reference?: string | null;
  note?: string | null;
  code?: string | null;
}
export interface ActivityRecord {
  id: string;
  code: string | null;
  plan_line: string;
  title: string;
  start: string;
  end: string | null;
  shares: Share[];
  participants: number | null;
  women: number | null;
  reference: string | null;
  note: string | null;
  state: RecordState;
  reason: string | null;
  revision: number;
  deleted: boolean;
  recorded_by: string | null;
  recorded_at: string | null;
  warnings: Flag[];
}
export interface RecordList {
  matched: number;
  offset: number;
  limit: number;
  records: ActivityRecord[];
}

export type RevisionAction = 'create' | 'change' | 'delete' | 'restore' | 'verify' | 'reject';
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}
export interface Revision {
  revision: number;
  action: RevisionAction;
  by: string | null;
  at: string;
  import: { id: number; file_name: string } | null;
  record: ActivityRecord;
  changes: FieldChange[];
}
export interface History {
  id: string;
  revisions: Revision[];
}
