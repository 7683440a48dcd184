/** A stretch of text that is a secret of letters and signs rather than of digits. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly value: string;
}

const typed = /[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_])?\s?@\s?[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,3}\.[a-z]{2,24}(?![a-z0-9])/g;
const ends = 'com|cn|net|org|edu|gov|co|uk|us|de|io|info|biz|me|fr|es|eu|ca|au|jp|hk|tw|nl|it|ru|ie|in|br|ch|se|no|at';
const spokenAt = new RegExp(
  `\\s*(?:艾特|圈a|小老鼠|爱特|@|\\bat\\b(?: sign)?)\\s*((?:[a-z0-9-]+|[零一二三四五六七八九幺\\s]+?)(?:(?:\\s*(?:点|\\.|\\bdot\\b|\\bpoint\\b)\\s*)(?:[a-z0-9-]+)){0,3}?(?:\\s*(?:点|\\.|\\bdot\\b|\\bpoint\\b)\\s*)(?:${ends})\\b(?:\\s*(?:点|\\.|\\bdot\\b)\\s*(?:${ends})\\b)?)`,
  'g',
);
const joiner = /(?:点|下划线|横杠|杠|减号|\.|_|-|\bdot\b|\bunderscore\b|\bdash\b|\bhyphen\b)$/;
const stops = /^(?:is|it's|its|email|e-mail|address|to|my|the|that's|at|and|was|for|on|mail|me|your|so|okay|ok|yeah|yes|um|uh|sure)$/;

/** Finds e-mail addresses, typed or said (zhang at example dot com, 张三艾特qq点com), in folded text. */
export function findEmails(text: string): readonly Stretch[] {
  if (!/@|艾特|圈a|小老鼠|爱特|\bat\b/.test(text)) return [];
  const found: Stretch[] = [];
  for (const match of text.matchAll(typed))
    found.push({ from: match.index, to: match.index + match[0].length, value: match[0].replace(/\s/g, '') });
  for (const match of text.matchAll(spokenAt)) {
    const to = match.index + match[0].length;
    if (found.some(other => other.from < to && other.to > match.index)) continue;
    const from = localStart(text, match.index);
    if (from === match.index) continue;
    found.push({ from, to, value: addressOf(text.slice(from, match.index), match[1] as string) });
  }
  return found.sort((a, b) => a.from - b.from);
}

/** Walks back over what was said before the at sign. */
function localStart(text: string, at: number): number {
  let from = at;
  for (let steps = 0; steps < 24; steps++) {
    const before = text.slice(0, from);
    const part = /(?:[a-z0-9'-]+|[零〇一二三四五六七八九幺两]+|[_.])\s*$/.exec(before)?.[0] ?? joinerAt(before);
    if (part === null) break;
    const word = part.trim();
    if (stops.test(word) && !joiner.test(text.slice(0, from - part.length).trimEnd())) break;
    from -= part.length;
  }
  if (from < at) return from;
  const name = /[^\s，,。:：是为叫的]{1,6}\s*$/.exec(text.slice(0, at))?.[0];
  return name ? at - name.length : at;
}

function joinerAt(before: string): string | null {
  return /(?:点|下划线|横杠|杠|减号)\s*$/.exec(before)?.[0] ?? null;
}

const digits = new Map(
  Object.entries({ 零: '0', 〇: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 幺: '1', 两: '2' }),
);
const words: readonly (readonly [RegExp, string])[] = [
  [/艾特|圈a|小老鼠|爱特|\bat\b/g, '@'],
  [/点|\bdot\b|\bpoint\b/g, '.'],
  [/下划线|\bunderscore\b/g, '_'],
  [/横杠|减号|杠|\bdash\b|\bhyphen\b/g, '-'],
];

function addressOf(local: string, domain: string): string {
  const plain = (part: string) => {
    let written = part;
    for (const [word, sign] of words) written = written.replace(word, sign);
    return [...written.replace(/\s/g, '')].map(char => digits.get(char) ?? char).join('');
  };
  return `${plain(local)}@${plain(domain)}`;
}

const part = /^(?:[a-z0-9._%+@-]+|[零〇一二三四五六七八九幺两]+|艾特|圈a|小老鼠|点|下划线|横杠|杠|减号|[\s,，。、]+)+$/;
const leads =
  /^(?:[\s,，。、]|嗯|啊|呃|那个|就是|是|我的邮箱|邮箱|我的|好的|然后|后面|it's|it is|my email is|the email is|my|email|is|um|uh|sure|yes|okay|ok)+/;

/** Part of an address asked for, when nothing else is said in that turn: zhangsan, then 艾特 qq 点 com. */
export function emailPart(text: string): Stretch | null {
  const from = leads.exec(text)?.[0].length ?? 0;
  const said = text.slice(from).replace(/[\s,，。.、!！?？]+$/, '');
  if (said.length < 2 || said.length > 80 || !part.test(said)) return null;
  const words = said.split(/[\s,，、]+/);
  const isPart = words.some(word => /\d|[@._]|艾特|点|\b(?:at|dot)\b/.test(word)) || (words.length === 1 && /^[a-z]{3,}$/.test(said));
  return isPart && !words.every(word => stops.test(word)) && !plainWord.test(said)
    ? { from, to: from + said.length, value: addressOf(said, '').slice(0, -1) }
    : null;
}

const plainWord =
  /^(?:hello|what|why|when|hold|wait|sorry|thanks|thank|please|pardon|none|nothing|later|maybe|right|correct|wrong|the|you|who|how|bye|fine|done|good|great|same|one|two|three|four|five|six|seven|eight|nine|zero|[0-9]+)$/;
