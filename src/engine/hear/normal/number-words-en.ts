/** Digits as they are read out; oh counts only among others. */
export const digits: Readonly<Record<string, number>> = {
  zero: 0, oh: 0, o: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9,
}; // biome-ignore format: a table

export const small: Readonly<Record<string, number>> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}; // biome-ignore format: a table

export const tens: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // biome-ignore format: a table

export const scales: Readonly<Record<string, number>> = { hundred: 100, thousand: 1000, grand: 1000, million: 1e6, billion: 1e9 };

export const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 };

/** Days of a month; numbers only beside its name. */
export const ordinals: Readonly<Record<string, number>> = {
  first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12,
  thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17, eighteenth: 18, nineteenth: 19, twentieth: 20, thirtieth: 30,
}; // biome-ignore format: a table

export const months: ReadonlySet<string> = new Set(
  'january february march april may june july august september october november december'.split(' '),
);

/** What one of can be counted: elsewhere one is no number (one moment, no one). */
export const afterOne: ReadonlySet<string> = new Set(
  'day days week month year hour minute second dollar dollars pound euro cent percent term time business working night pm am hundred thousand'.split(
    ' ',
  ),
);
