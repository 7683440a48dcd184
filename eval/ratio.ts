/** A share to three decimals; null when there was nothing to share. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part * 1000) / whole) / 1000;
}
