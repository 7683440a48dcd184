/** 00:11, or 1:02:03 from an hour on. */
export function clockTime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** 2026-11-21T15:00 → 11-21 15:00; a month, a year or a week as short as it goes. */
export function dateInShort(iso: string): string {
  return iso
    .split('/')
    .map(part => part.replace(/^\d{4}-(?=\d\d-)/, '').replace('T', ' '))
    .join(' – ');
}
