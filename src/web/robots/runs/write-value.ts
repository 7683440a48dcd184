/** A value a robot found, short enough to read; rows are told by their number. */
export function writeValue(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.length}] ${JSON.stringify(value.slice(0, 3)).slice(0, 200)}`;
  if (typeof value === 'object' && 'name' in value && 'file' in value) return String(value.name);
  if (typeof value === 'object' && 'rows' in value && 'hash' in value) return `[${value.rows}] ${String(value.hash).slice(0, 12)}…`;
  return JSON.stringify(value).slice(0, 400);
}
