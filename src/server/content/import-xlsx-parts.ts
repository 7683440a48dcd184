import { Parser } from 'htmlparser2';
import type { TableRow } from '#server/content/import-table.ts';

/** What cells refer to. */
interface Workbook {
  readonly strings: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly is1904: boolean;
  readonly mostRows: number;
  readonly mostColumns: number;
}

/** The sheets in the order of their tabs, with the file of each, and which of Excel's two calendars counts. */
export function sheetsOf(workbook: string, relations: string): { sheets: readonly { name: string; path: string }[]; is1904: boolean } {
  const targets = new Map<string, string>();
  read(relations, { open: (name, { Id, Target }) => void (name === 'Relationship' && Id && Target && targets.set(Id, Target)) });
  const sheets: { name: string; path: string }[] = [];
  let is1904 = false;
  read(workbook, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attributes['r:id'] ?? attributes.id ?? '');
      if (target) sheets.push({ name: attributes.name ?? '', path: target.startsWith('/') ? target.slice(1) : `xl/${target}` });
    },
  });
  return { sheets, is1904 };
}

/** The workbook's texts by number; how a Chinese word is read aloud (rPh) is left out. */
export function sharedStringsOf(xml: string): readonly string[] {
  const strings: string[] = [];
  let [inText, inReading, text] = [false, false, ''];
  read(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') inReading = true;
      inText = name === 't' && !inReading;
    },
    text(data) {
      if (inText) text += data;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inReading = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

/** The numbers of the cell styles that show a date. */
export function dateStylesOf(xml: string): ReadonlySet<number> {
  const formats = new Map<number, string>();
  const dates = new Set<number>();
  let [inStyles, style] = [false, 0];
  read(xml, {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') formats.set(Number(numFmtId), formatCode ?? '');
      if (name === 'cellXfs') inStyles = true;
      if (name === 'xf' && inStyles) {
        const id = Number(numFmtId);
        const code = (formats.get(id) ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
        if (isBuiltInDate(id) || /[yd年]/i.test(code)) dates.add(style);
        style++;
      }
    },
    close(name) {
      if (name === 'cellXfs') inStyles = false;
    },
  });
  return dates;
}

/** The rows of a sheet with every cell as text; a date as 2026-07-01. */
export function sheetRows(xml: string, workbook: Workbook): readonly TableRow[] {
  const rows: TableRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let cell = { column: 0, type: 'n', style: 0, text: '' };
  let [inValue, inReading] = [false, false];
  read(xml, {
    open(name, attributes) {
      if (name === 'row') {
        line = Number(attributes.r ?? line + 1);
        cells = [];
      }
      if (name === 'c') {
        const column = columnOf(attributes.r) ?? cells.length;
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' };
      }
      if (name === 'rPh') inReading = true;
      inValue = !inReading && (name === 'v' || name === 't');
    },
    text(data) {
      if (inValue) cell.text += data;
    },
    close(name) {
      if (name === 'v' || name === 't') inValue = false;
      if (name === 'rPh') inReading = false;
      if (name === 'c' && cell.column < workbook.mostColumns) {
        while (cells.length < cell.column) cells.push('');
        cells[cell.column] = shown(cell, workbook);
      }
      if (name === 'row' && rows.length < workbook.mostRows && cells.some(text => text !== '')) rows.push({ line, cells });
    },
  });
  return rows;
}

function shown({ type, style, text }: { type: string; style: number; text: string }, { strings, dateStyles, is1904 }: Workbook): string {
  if (type === 's') return strings[Number(text)] ?? '';
  if (type !== 'n' || text === '' || !dateStyles.has(style)) return text;
  return dayOf(Number(text), is1904) ?? text;
}

/** The day that Excel means by a number, as 2026-07-01; null outside the years people write. */
export function dayOf(serial: number, is1904: boolean): string | null {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0);
  if (!(days > 20_000 && days < 110_000)) return null; // 1954 to 2201
  return new Date(Date.UTC(1899, 11, 30) + days * 86_400_000).toISOString().slice(0, 10);
}

function isBuiltInDate(format: number): boolean {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);
}

function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return null;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Listener {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(data: string): void;
  close?(name: string): void;
}

/** Reads XML; names without their prefix. Entities that a file defines itself are not expanded. */
function read(xml: string, { open, text, close }: Listener): void {
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => open(local(name), attributes),
      ...(text ? { ontext: text } : {}),
      ...(close ? { onclosetag: (name: string) => close(local(name)) } : {}),
    },
    { xmlMode: true },
  );
  parser.end(xml);
}
