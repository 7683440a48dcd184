const chinaAheadMs = 8 * 3_600_000;

/** The wall clock of the bank: 2026-11-22 10:42:11. */
export function bankTime(ms: number): string {
  return new Date(ms + chinaAheadMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** The bank's date, so many days from that moment. */
export function bankDate(ms: number, days = 0): string {
  return bankTime(ms + days * 86_400_000).slice(0, 10);
}
