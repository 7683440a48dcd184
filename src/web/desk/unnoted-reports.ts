import type { AnnouncementReport } from '#protocol/announcements.ts';

/** A report of an announcement that the server has not noted yet; `at` is this machine's clock. */
export type KeptReport = Omit<AnnouncementReport, 'agoMs'> & { readonly ref: string; readonly at: number };

const mostKept = 500;

/** Keeps reports until they are noted: over breaks of the line, reloads and crashes of either side. */
export class UnnotedReports {
  readonly #place: string;
  #kept: readonly KeptReport[];

  constructor(staffNo: string) {
    this.#place = `deskside.reports.${staffNo}`;
    this.#kept = typeof localStorage === 'undefined' ? [] : readKept(localStorage.getItem(this.#place));
  }

  all(): readonly KeptReport[] {
    return this.#kept;
  }

  find(ref: string): KeptReport | undefined {
    return this.#kept.find(report => report.ref === ref);
  }

  keep(report: Omit<KeptReport, 'ref' | 'at'>, at: number): KeptReport {
    const kept = { ...report, ref: `n${at.toString(36)}-${Math.random().toString(36).slice(2, 12)}`, at };
    this.#write([...this.#kept, kept].slice(-mostKept));
    return kept;
  }

  drop(ref: string): void {
    if (this.find(ref)) this.#write(this.#kept.filter(report => report.ref !== ref));
  }

  #write(kept: readonly KeptReport[]): void {
    this.#kept = kept;
    try {
      if (kept.length === 0) localStorage.removeItem(this.#place);
      else localStorage.setItem(this.#place, JSON.stringify(kept));
    } catch {
      // The machine's storage is full: they are kept in this page alone.
    }
  }
}

function readKept(stored: string | null): readonly KeptReport[] {
  try {
    const kept: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(kept) ? kept.filter(isKept) : [];
  } catch {
    return []; // somebody else wrote there
  }
}

function isKept(value: unknown): value is KeptReport {
  const report = value as Partial<KeptReport> | null;
  return typeof report?.ref === 'string' && typeof report.at === 'number' && typeof report.announcement === 'number';
}
