/** One record of a CSV file and the line it begins on. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

/** Reads CSV (RFC 4180: quotes, doubled quotes, line breaks inside quotes); blank lines are skipped. */
export function readCsv(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  let fields: string[] = [];
  let field = '';
  let line = 1;
  let begun = 1;
  let quoted = false;
  const endRecord = () => {
    fields.push(field.trim());
    if (fields.some(one => one !== '')) records.push({ line: begun, fields });
    fields = [];
    field = '';
    begun = line;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (sign === '\n') line++;
    if (quoted) {
      if (sign !== '"') field += sign;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else quoted = false;
    } else if (sign === '"' && field.trim() === '') {
      quoted = true;
      field = '';
    } else if (sign === ',') {
      fields.push(field.trim());
      field = '';
    } else if (sign === '\n') endRecord();
    else if (sign !== '\r') field += sign;
  }
  endRecord();
  return records;
}

/** Decodes a file as UTF-8 (with or without its mark) or, as Excel writes it in China, GB 18030. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
