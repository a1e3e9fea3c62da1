/**
 * An import on its way from the file to the record. It outlives its page: whoever looks something
 * up, or has to sign in again, finds it as it was. The file stays with the browser until it is sent.
 */
import { ApiError, isAbort } from '../api/http';
import { imports, type ImportOptions, type ImportReport, type Progress } from '../api/imports';
import { t } from '../i18n/index.svelte';
import { data } from '../state/data.svelte';
import { canCommit, markedName } from './faults';
import { needsLook, type Mapping } from './mapping';

export const STEPS = ['file', 'columns', 'report', 'preview', 'done'] as const;
export type Step = (typeof STEPS)[number];
export type Doing = 'check' | 'commit' | 'mark';

const MOST_BYTES = 40 * 1024 * 1024;

async function readable(file: File | null): Promise<boolean> {
  try {
    await file?.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

class Wizard {
  file: File | null = $state.raw(null);
  options: ImportOptions = $state.raw({});
  report: ImportReport | null = $state.raw(null);
  step: Step = $state('file');
  doing: Doing | null = $state(null);
  /** The share of the file that has been sent. */
  sent = $state(0);
  progress: Progress | null = $state.raw(null);
  error: ApiError | null = $state.raw(null);
  tooLarge = $state(false);
  /** Whose import this is: another account starts anew. */
  #owner: string | null = null;
  #running: AbortController | null = null;

  belongsTo(account: string | null): void {
    if (this.#owner !== account) this.reset();
    this.#owner = account;
  }

  reset(): void {
    this.cancel();
    Object.assign(this, { file: null, options: {}, report: null, step: 'file', error: null, tooLarge: false });
  }

  cancel(): void {
    this.#running?.abort();
    this.#running = null;
    this.doing = null;
  }

  async choose(file: File): Promise<void> {
    this.reset();
    this.tooLarge = file.size > MOST_BYTES;
    if (this.tooLarge) return;
    this.file = file;
    await this.#check();
    const { report } = this as { report: ImportReport | null };
    if (!report) return;
    const headless = report.columns.length === 0;
    this.step = !headless && needsLook(report.columns, report.fields, report.file.sheets.length) ? 'columns' : 'report';
  }

  /** Another sheet has other columns: what was chosen for them is forgotten, the names stay. */
  async sheet(sheet: string): Promise<void> {
    const { places } = this.options;
    await this.#check({ sheet, ...(places ? { places } : {}) });
  }

  async columns(columns: Mapping): Promise<void> {
    if (await this.#check({ ...this.options, columns })) this.step = 'report';
  }

  async places(places: Record<string, string>): Promise<void> {
    await this.#check({ ...this.options, places: { ...this.options.places, ...places } });
  }

  async forget(text: string): Promise<void> {
    const places = Object.entries(this.options.places ?? {}).filter(([known]) => known !== text);
    await this.#check({ ...this.options, places: Object.fromEntries(places) });
  }

  again = (): Promise<boolean> => this.#check();

  async commit(): Promise<void> {
    if (!this.report || !canCommit(this.report)) return;
    if (!(await this.#send(this.options, false))) return;
    data.touched();
    this.step = (this.report as ImportReport).import ? 'done' : 'report';
  }

  async mark(): Promise<void> {
    const { file, options } = this;
    if (!file) return;
    await this.#run('mark', async (signal) => {
      const blob = await imports.marked(file, options, signal);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = markedName(file.name, t('import.markedSuffix'));
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    });
  }

  async #check(options = this.options): Promise<boolean> {
    return this.#send(options, true);
  }

  async #send(options: ImportOptions, dryRun: boolean): Promise<boolean> {
    const { file } = this;
    if (!file) return false;
    return this.#run(dryRun ? 'check' : 'commit', async (signal, current) => {
      const { report } = await imports.send(file, options, dryRun, {
        signal,
        sent: (share) => {
          if (current()) this.sent = share;
        },
        progress: (progress) => {
          if (current()) this.progress = progress;
        },
      });
      if (!current()) return;
      this.options = options;
      this.report = report;
    });
  }

  async #run(doing: Doing, work: (signal: AbortSignal, current: () => boolean) => Promise<void>): Promise<boolean> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const current = (): boolean => this.#running === running;
    Object.assign(this, { doing, sent: 0, progress: null, error: null });
    try {
      await work(running.signal, current);
      return current();
    } catch (error) {
      if (!current() || isAbort(error)) return false;
      if (!(error instanceof ApiError)) throw error;
      // A file that changed on the disk since it was chosen cannot be read any more.
      const changed = error.kind === 'network' && !(await readable(this.file));
      this.error = changed ? new ApiError('problem', 0, t('import.unreadable')) : this.#faulty(error);
      return false;
    } finally {
      if (current()) {
        this.doing = null;
        this.#running = null;
      }
    }
  }

  /** Refused with a report (422 `faulty_file`): the report says more than the error. */
  #faulty(error: ApiError): ApiError | null {
    if (error.code !== 'faulty_file' || !('faults_total' in error.problem)) return error;
    this.report = error.problem as unknown as ImportReport;
    this.step = 'report';
    return null;
  }
}

export const wizard = new Wizard();
