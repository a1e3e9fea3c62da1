/** The table of formats, as the server has it. */
import { request } from './http';

export interface Format {
  /** As `f=` has it. */
  id: string;
  title_vi: string;
  title_en: string;
  about_vi: string;
  about_en: string;
  media_type: string;
  extension: string;
  /** Takes coordinates of every system. */
  any_crs: boolean;
  /** Its texts are in one language. */
  in_a_language: boolean;
}

export interface ReferenceSystem {
  uri: string;
  code: string;
  title_vi: string;
  title_en: string;
}

export interface Formats {
  formats: Format[];
  crs: ReferenceSystem[];
}

let asked: Promise<Formats> | null = null;

/** Asked for once; it only changes with the program. */
export function formats(): Promise<Formats> {
  asked ??= request('/api/formats')
    .then((response) => response.json() as Promise<Formats>)
    .catch((error: unknown) => {
      asked = null;
      throw error;
    });
  return asked;
}
