/** The calls about files of activities. A file goes with each of them; nothing is kept on the server before the last. */
import type { Status } from '../lib/status';
import type { Candidate } from './work';
import { read, upload } from './write';

export interface ImportFault {
  /** As the spreadsheet program counts; 0 is the file as a whole. */
  row: number;
  column: string;
  value: string;
  code: string;
  message_vi: string;
  message_en: string;
  candidates: Candidate[];
}
export interface ImportColumn {
  header: string;
  field: string | null;
  samples: string[];
}
export interface ImportField {
  field: string;
  vi: string;
  en: string;
  required: boolean;
}
export interface ImportChange {
  code: string;
  name: string;
  district: string;
  border: boolean;
  line: string;
  before: Status;
  after: Status;
}
export interface ImportReport {
  rows: number;
  accepted: number;
  faulty: number;
  warnings: number;
  activities: number;
  faults: ImportFault[];
  faults_total: number;
  /** The warnings. */
  notices: ImportFault[];
  file: {
    name: string;
    kind: 'csv' | 'xlsx';
    encoding: string | null;
    sheet: string | null;
    sheets: string[];
    header_row: number;
  };
  columns: ImportColumn[];
  fields: ImportField[];
  changes: ImportChange[];
  changes_total: number;
  import?: { id: number; at: string };
  version?: number;
}
export interface ImportOptions {
  sheet?: string;
  columns?: Record<string, string | null>;
  places?: Record<string, string>;
}
export interface ImportEntry {
  id: number;
  file_name: string;
  at: string;
  by: string;
  rows: number;
  activities: number;
}

export type Stage = 'reading' | 'matching' | 'recording';
export interface Progress {
  stage: Stage;
  rows: number;
  total: number | null;
}
export interface Watch {
  sent: (share: number) => void;
  progress: (progress: Progress) => void;
  signal: AbortSignal;
}
export interface ImportAnswer {
  status: number;
  report: ImportReport;
}

const isProgress = (line: unknown): line is { progress: Progress } =>
  typeof line === 'object' && line !== null && 'progress' in line;

function form(file: File, options: ImportOptions): FormData {
  const body = new FormData();
  body.set('options', JSON.stringify(options));
  body.set('file', file, file.name);
  return body;
}

export const imports = {
  template: '/api/imports/template.xlsx',
  list: async (signal?: AbortSignal): Promise<ImportEntry[]> =>
    (await read<{ imports: ImportEntry[] }>('/api/imports', {}, signal)).value.imports,
  /** A dry run, or the real thing: the last line of the stream has the report. */
  send: async (file: File, options: ImportOptions, dryRun: boolean, watch: Watch): Promise<ImportAnswer> => {
    const { value } = await upload<ImportAnswer | ImportReport>('/api/imports', form(file, options), {
      query: { dry_run: dryRun },
      signal: watch.signal,
      onSent: (sent, total) => watch.sent(total === 0 ? 1 : sent / total),
      onLine: (line) => {
        if (isProgress(line)) watch.progress(line.progress);
      },
    });
    return 'report' in value ? value : { status: 200, report: value };
  },
  marked: async (file: File, options: ImportOptions, signal: AbortSignal): Promise<Blob> =>
    (await upload<Blob>('/api/imports/marked', form(file, options), { blob: true, signal })).value,
};
