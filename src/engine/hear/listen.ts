import type { Heard, Hit, HitValue } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { InOrder } from '#engine/hear/in-order.ts';
import { aloneCount, codeAt, hasThirdNeed, isRowAt, listeningAt, nominationCount, symbolHead, thirdNeed } from '#engine/hear/match/book.ts';
import { Joiner } from '#engine/hear/match/join.ts';
import { sideOf } from '#engine/hear/match/listening-word.ts';
import { Places } from '#engine/hear/match/places.ts';
import { Register } from '#engine/hear/match/register.ts';
import type { Tables } from '#engine/hear/match/sharpen.ts';
import { type Normal, normalise, normalText, Paper } from '#engine/hear/normal/normalise.ts';
import { bySound, Offers, ways } from '#engine/hear/offers.ts';
import { Caught } from '#engine/hear/settle.ts';
import { type FoundValue, findValues } from '#engine/hear/values/find-values.ts';
import { widest } from '#engine/hear/values/widest.ts';

const maxText = 4000;
const maxHits = 2000;
const soundConfidence = 0.8;

/** Reads one utterance after the other; everything it needs for that it has made once. */
export class Listening {
  readonly places: Places;
  private readonly tables: Tables;
  private readonly paper = new Paper();
  private readonly joiner: Joiner;
  private readonly offers: Offers;
  private readonly caught: Caught;
  private readonly inOrder: InOrder;
  /** Programs, or values, that may be found in this reading. */
  private readonly nominated = new Register();

  constructor(tables: Tables) {
    this.tables = tables;
    this.places = new Places(tables);
    this.joiner = new Joiner(tables, this.places);
    this.offers = new Offers();
    this.caught = new Caught(tables, this.places, this.offers);
    this.inOrder = new InOrder(tables.names.length);
  }

  hear({ text: whole, speaker }: Pick<Utterance, 'text' | 'speaker'>, lang: Lang): Heard {
    const side = sideOf(speaker);
    const text = whole.length > maxText ? whole.slice(0, maxText) : whole;
    const normal = normalise(text, lang, this.paper);
    this.places.find(normal);
    const values = findValues(this.tables, this.places, this.joiner, this.nominated);
    this.offers.clear();
    this.runPrograms(side);
    this.caught.settle(side);
    const order = this.inOrder.sort(this.caught, normal.length);
    const hits: Hit[] = [];
    for (let at = 0; at < this.caught.count && at < maxHits; at++) hits.push(this.hit(order[at] as number, normal, values));
    return {
      hits,
      values: values.length === 0 ? [] : valuesIn(normal, widest(values)),
      normal: normalText(normal, text),
    };
  }

  /** Offers what stands there to those who listen for it alone, and runs the programs of which what they need may stand there too. */
  private runPrograms(side: number): void {
    const { places, joiner, offers, nominated } = this;
    const { book } = this.tables;
    const { present } = places;
    nominated.clear();
    for (let number = 0; number < present.count; number++) {
      const page = present.keys[number] as number;
      const alone = page + symbolHead;
      const nominations = alone + (book[page + aloneCount] as number);
      if (nominations > alone && joiner.takeAlone(page, places.first[number] as number) > 0)
        offers.offer(book, alone, nominations, joiner.found, side);
      places.nominate(page, nominations, nominations + (book[page + nominationCount] as number), side, nominated);
    }
    for (let number = 0; number < nominated.count; number++) {
      const program = nominated.keys[number] as number;
      const listening = listeningAt(book, program);
      if (hasThirdNeed(book, program) && !places.holdsAny(program + thirdNeed, listening)) continue;
      const code = codeAt(book, program);
      const count = isRowAt(book, program) ? joiner.runRow(code) : joiner.run(code);
      if (count > 0) offers.offer(book, listening, code, joiner.found, side);
    }
  }

  private hit(caught: number, normal: Normal, values: readonly FoundValue[]): Hit {
    const { listener, start, end, how } = this.caught;
    const from = start[caught] as number;
    const to = end[caught] as number;
    const way = how[caught] as number;
    const { names, classesOf } = this.tables;
    const who = listener[caught] as number;
    const hit: Hit = {
      concept: names[who] as string,
      cue: who,
      span: spanIn(normal, from, to),
      how: ways[way] as Hit['how'],
      confidence: way === bySound ? soundConfidence : 1,
    };
    const classes = classesOf[who] as readonly string[];
    if (values.length === 0 || classes.length === 0) return hit;
    const inside = valuesInside(values, from, to, classes);
    return inside.length > 0 ? { ...hit, values: valuesIn(normal, inside) } : hit;
  }
}

function valuesInside(values: readonly FoundValue[], from: number, to: number, classes: readonly string[]): readonly FoundValue[] {
  return values.filter(value => value.start >= from && value.end <= to && value.names.some(each => classes.includes(each)));
}

function valuesIn(normal: Normal, values: readonly FoundValue[]): HitValue[] {
  return values.map(({ class: name, value, start, end }) => ({ class: name, value, span: spanIn(normal, start, end) }));
}

/** The stretch of the original. */
function spanIn({ from, to }: Normal, start: number, end: number): [number, number] {
  return [from[start] as number, to[end - 1] as number];
}
