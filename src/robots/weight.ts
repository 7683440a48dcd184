/** About how many characters a value takes as JSON. */
export function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  if (Array.isArray(value)) return value.reduce<number>((sum, held) => sum + 1 + weightOf(held), 2);
  if (typeof value !== 'object' || value === null) return 8;
  return Object.entries(value).reduce((sum, [key, held]) => sum + key.length + 4 + weightOf(held), 2);
}
