import type { Heard, HitValue } from '#domain/hit.ts';
import type { Read } from '#engine/wrapup/slots/person.ts';

/**
 * When something was, as said: dates and times that stand together are one (昨天下午,嗯,三点多 → 昨天下午3点多).
 * `near`: a place in the text; the nearest is taken.
 */
export function whenIn(text: string, heard: Heard, near: number | null): Read | null {
  const parts = [...heard.values.filter(value => value.class === 'date' || value.class === 'time'), ...plainWords(text)]
    .toSorted((a, b) => a.span[0] - b.span[0] || b.span[1] - a.span[1])
    .filter((value, index, all) => !all.slice(0, index).some(other => value.span[0] < other.span[1]));
  let best: Read | null = null;
  for (let at = 0; at < parts.length; at++) {
    const first = parts[at] as HitValue;
    let last = first;
    let value = first.value;
    while (parts[at + 1] && onlyFiller.test(text.slice(last.span[1], (parts[at + 1] as HitValue).span[0]))) {
      last = parts[++at] as HitValue;
      value += last.value;
    }
    const read: Read = { value, span: [first.span[0], last.span[1]] };
    if (!best || (near !== null && distance(read.span, near) < distance(best.span, near))) best = read;
  }
  return best;
}

const onlyFiller = /^(?:[,、\s嗯呃啊哦的吧]|那个|大概|大约|差不多|好像|应该)*$/u;

/** Words of time the hearing reads no value from. */
function plainWords(text: string): readonly HitValue[] {
  return [...text.matchAll(/刚才|刚刚|方才|(?:大清早|早上|上午|中午|下午|傍晚|晚上|半夜|凌晨)|月底|月初|上个月|这个月|下个月/gu)].map(
    match => ({
      class: 'time',
      value: match[0],
      span: [match.index, match.index + match[0].length],
    }),
  );
}

function distance(span: readonly [number, number], near: number): number {
  return near < span[0] ? span[0] - near : near > span[1] ? near - span[1] : 0;
}
