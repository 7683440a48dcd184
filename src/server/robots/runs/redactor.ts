/** Takes known secret values out of whatever is kept, however they are written. */
export interface Redactor {
  /** A value that must not be seen from now on; very short ones would take everything else with them. */
  hide(value: string): void;
  /** The values, for those who paint over or cut them out themselves. */
  values(): readonly string[];
  text(text: string): string;
  /** Every text inside a piece of JSON, keys too. */
  within<T>(value: T): T;
}

const shortest = 4;

/** A redactor that knows nothing yet. */
export function redactor(): Redactor {
  const known = new Map<string, string>(); // a way of writing it: what stands there instead
  let ways: readonly (readonly [string, string])[] = [];
  const text = (given: string): string => {
    let clean = given;
    for (const [way, instead] of ways) if (clean.includes(way)) clean = clean.replaceAll(way, instead);
    return clean;
  };
  const within = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (typeof value === 'number' && ways.length > 0) {
      const clean = text(String(value));
      return clean === String(value) ? value : clean;
    }
    if (Array.isArray(value)) return value.map(within);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [text(key), within(held)]));
  };
  return {
    hide(value) {
      if (value.length < shortest) return;
      const instead = value.length >= 9 ? `〔…${value.slice(-4)}〕` : '〔…〕';
      for (const way of writings(value)) known.set(way, instead);
      ways = [...known].sort(([a], [b]) => b.length - a.length); // the longest first: one may stand inside another
    },
    values: () => [...known.keys()],
    text,
    within: <T>(value: T) => within(value) as T,
  };
}

/** How a value may be written: as it is, in groups, in addresses, in JSON, in base64. */
function writings(value: string): readonly string[] {
  const ways = new Set([
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
  ]);
  ways.add(encodeURIComponent(value).replaceAll('%20', '+'));
  if (/^\d{8,}$/.test(value)) {
    for (const gap of [' ', '-']) {
      ways.add(value.replace(/(\d{4})(?=\d)/g, `$1${gap}`));
      if (value.length === 11) ways.add(`${value.slice(0, 3)}${gap}${value.slice(3, 7)}${gap}${value.slice(7)}`);
    }
  }
  return [...ways];
}
