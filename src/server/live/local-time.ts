/**
 * The same instant written with the offset of a time zone, so that its date is the one on the wall there. A zone nobody knows, or a
 * time that already is local, stays as it is.
 */
export function inZone(iso: string, timeZone: string): string {
  const at = new Date(iso);
  try {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }).formatToParts(at);
    const read = (type: Intl.DateTimeFormatPartTypes): string => parts.find(part => part.type === type)?.value ?? '00';
    const local = `${read('year')}-${read('month')}-${read('day')}T${read('hour')}:${read('minute')}:${read('second')}`;
    if (iso.startsWith(local)) return iso;
    const minutes = Math.round((Date.parse(`${local}Z`) - Math.floor(at.getTime() / 1000) * 1000) / 60_000);
    const sign = minutes < 0 ? '-' : '+';
    const two = (number: number): string => String(number).padStart(2, '0');
    return `${local}${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  } catch (error) {
    if (error instanceof RangeError) return iso; // no such zone
    throw error;
  }
}
