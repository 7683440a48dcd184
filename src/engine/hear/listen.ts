import type { Heard } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { Program } from '#engine/hear/hearing-part.ts';
import { joinAt, type Match } from '#engine/hear/match/join.ts';
import { hasAll, type Places, placesIn } from '#engine/hear/match/places.ts';
import type { Tools } from '#engine/hear/match/sharpen.ts';
import { normalise, normalText } from '#engine/hear/normal/normalise.ts';
import { settle } from '#engine/hear/settle.ts';
import { findValues } from '#engine/hear/values/find-values.ts';
import { widest } from '#engine/hear/values/widest.ts';

const maxText = 4000;
const maxHits = 2000;
const soundConfidence = 0.8;

/** Reads one utterance, and tells how much work it was (places looked at). */
export function listen(
  tools: Tools,
  utterance: Pick<Utterance, 'text' | 'speaker'>,
  lang: Lang,
): { readonly heard: Heard; readonly work: number } {
  const normal = normalise(utterance.text.slice(0, maxText), lang);
  const places = placesIn(tools, normal);
  const values = findValues(tools, places);
  const found = runPrograms(tools, places);
  const side = utterance.speaker === 'customer' ? 'customer' : 'agent'; // a bot speaks for the bank
  const caught = settle(tools, places, found, side).slice(0, maxHits);

  const span = (start: number, end: number): [number, number] => [normal.from[start] as number, normal.to[end - 1] as number];
  const valueAt = (value: (typeof values)[number]) => ({ class: value.class, value: value.value, span: span(value.start, value.end) });
  return {
    heard: {
      hits: caught.map(({ listener, start, end, how }) => {
        const hit = { concept: listener.name, span: span(start, end), how, confidence: how === 'homophone' ? soundConfidence : 1 };
        if (listener.classes.length === 0) return hit;
        const inside = values.filter(
          value => value.start >= start && value.end <= end && value.names.some(name => listener.classes.includes(name)),
        );
        return inside.length > 0 ? { ...hit, values: inside.map(valueAt) } : hit;
      }),
      values: widest(values).map(valueAt),
      normal: normalText(normal),
    },
    work: places.work,
  };
}

/** Runs the programs of which everything they need stands somewhere in the text. */
function runPrograms(tools: Tools, places: Places): Map<number, readonly Match[]> {
  const found = new Map<number, readonly Match[]>();
  const { reading, tried } = tools.scratch;
  for (const symbol of places.present) {
    const nominated = tools.nominates[symbol] as readonly number[];
    places.work += nominated.length;
    for (const index of nominated) {
      if (tried[index] === reading) continue;
      tried[index] = reading;
      const program = tools.part.programs[index] as Program;
      if (!hasAll(places, program)) continue;
      const matches = joinAt(program.join, places);
      if (matches.length > 0) found.set(index, matches);
    }
  }
  return found;
}
