/** The reports of the plan (IV.3): which periods there are, and where each report is. */
import { request, url } from './http';

export interface Period {
  id: string;
  title_vi: string;
  title_en: string;
  /** Its days. */
  first: string;
  last: string;
  /** Before its end there is no report about it. */
  over: boolean;
}

export interface ReportFormat {
  /** Also the extension of its files. */
  id: string;
  title_vi: string;
  title_en: string;
  about_vi: string;
  about_en: string;
}

export interface Reports {
  reports: Period[];
  formats: ReportFormat[];
}

export interface Wanted {
  period: string;
  district: string | null;
  lang: 'vi' | 'en';
  /** A day; what was recorded by its end. */
  knownAt: string | null;
}

export const reports = {
  list: async (signal: AbortSignal): Promise<Reports> =>
    (await (await request('/api/reports', { signal })).json()) as Reports,
  address: ({ period, district, lang, knownAt }: Wanted, extension: string, download: boolean): string =>
    url(`/api/reports/${period}.${extension}`, { district, lang, known_at: knownAt, download: download || null }),
};
