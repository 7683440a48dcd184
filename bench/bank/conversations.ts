import type { Dialect } from '#bench/bank/dialect.ts';
import type { Call } from '#server/demo/call.ts';
import type { Script } from '#server/live/script.ts';

/**
 * What a bank's customers talk about: the written Chinese calls as they are, again in the words of every area that has processes,
 * and for every fourth area once in words that no area knows, so that a fifth of all utterances concerns little or nothing.
 */
export function conversationsOf(calls: readonly Call[], areas: number, dialect: (area: number) => Dialect): readonly Script[] {
  const chinese = calls.map(call => call.script).filter(script => script.lang === 'zh');
  const strangers = Array.from({ length: Math.ceil(areas / 4) }, (_, index) => firstUnknown + index);
  return [...Array(areas).keys(), ...strangers].flatMap(area => chinese.map(script => spoken(script, area, dialect(area))));
}

const firstUnknown = 2000;

function spoken(script: Script, area: number, dialect: Dialect): Script {
  const lines = script.lines.map(line =>
    line.event.kind === 'heard' ? { ...line, event: { ...line.event, text: dialect.say(line.event.text) } } : line,
  );
  return { ...script, id: `${script.id}-${area}`, lines };
}
