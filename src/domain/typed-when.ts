import { dayNumberOfParts, partsOf } from '#domain/civil-date.ts';

/** Whether these words say when: a day, an hour, or a stretch of time about now. Days and hours there are not (2月30日, 25点) are none. */
export function isWhen(words: string): boolean {
  return (isTold(words) || isFigures(words)) && isPossible(words);
}

function isTold(words: string): boolean {
  return /\p{Script=Han}/u.test(words) ? chinese.test(words) : english.test(words);
}

const chinese =
  /刚才|刚刚|方才|现在|目前|不久|最近|[今昨前明后当次]天|[今昨明当]日|[今昨前明后]儿|[今昨明]晚|今早|昨夜|周[一二三四五六日天末]|星期|礼拜|上周|本周|下周|[年月季周]|点|\d时|小时|钟|[\d一二三四五六七八九十几多半]+[天日号周]|元旦|春节|除夕|清明|端午|中秋|国庆|五一|十一|双十一|初[一二三四五六七八九十]|早|晚|上午|中午|下午|傍晚|夜|凌晨|春|夏|秋|冬|节[前后日]|一直|之前|以前|之后|以后/u;
const english =
  /\b(?:now|today|tonight|yesterday|tomorrow|morning|noon|afternoon|evening|night|midnight|week|weekend|month|year|day|hour|minute|quarter|christmas|easter|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|o'clock|\d{1,2}\s?[ap]\.?m)s?\b|\b(?:earlier|recently|just now|a moment ago)\b/iu;

/** 2026-11-20, 20/11/2026, 15:30, 0804 1937, 1998. */
function isFigures(words: string): boolean {
  return /\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?|\d{1,2}:\d\d|^\d{2}\s?\d{2}\s?\d{4}$|^(?:19|20)\d\d(?:[01]\d[0-3]\d)?$/.test(words);
}

function isPossible(words: string): boolean {
  const within = (pattern: RegExp, least: number, most: number) =>
    [...words.matchAll(pattern)].every(([, figure]) => Number(figure) >= least && Number(figure) <= most);
  return (
    within(/(?<!\d)(\d{1,4})\s?(?:点|时|:)(?!间)/gu, 0, 24) &&
    within(/:(\d{2})/g, 0, 59) &&
    within(/(?<!\d)(\d+)月/gu, 1, 12) &&
    within(/(?<!\d)(\d+)[号日](?!内|之|以|前|后)/gu, 1, 31) &&
    [...words.matchAll(/(?<!\d)(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})(?![-/.\d])/g)].every(([, year, month, day]) =>
      isDay(Number(year ?? 2000), Number(month), Number(day), year === undefined),
    )
  );
}

/** Without a year the figures of a date may stand in either order: 20/11. */
function isDay(year: number, month: number, day: number, isEitherOrder: boolean): boolean {
  if (isEitherOrder && month > 12) return isDay(year, day, month, false);
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const there = partsOf(dayNumberOfParts(year, month, day));
  return there.month === month && there.day === day;
}
