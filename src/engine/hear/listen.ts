import type { Heard, Hit, HitValue } from '#domain/hit.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { InOrder } from '#engine/hear/in-order.ts';
import { Joiner } from '#engine/hear/match/join.ts';
import { Places } from '#engine/hear/match/places.ts';
import { sideOf, type Tables } from '#engine/hear/match/sharpen.ts';
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
  /** By program: the reading in which it ran last. */
  private readonly tried: Int32Array;

  constructor(tables: Tables) {
    this.tables = tables;
    this.places = new Places(tables);
    this.joiner = new Joiner(tables, this.places);
    this.offers = new Offers(tables, this.places);
    this.caught = new Caught(tables, this.places, this.offers);
    this.inOrder = new InOrder(tables.rank);
    this.tried = new Int32Array(tables.part.programs.length);
  }

  hear({ text, speaker }: Pick<Utterance, 'text' | 'speaker'>, lang: Lang): Heard {
    const side = sideOf(speaker);
    const normal = normalise(text.length > maxText ? text.slice(0, maxText) : text, lang, this.paper);
    this.places.find(normal);
    const values = findValues(this.tables, this.places, this.joiner);
    this.offers.clear();
    this.runPrograms(side);
    this.caught.settle(side);
    const order = this.inOrder.sort(this.caught, normal.length);
    const hits: Hit[] = [];
    for (let at = 0; at < this.caught.count && at < maxHits; at++) hits.push(this.hit(order[at] as number, normal, values));
    return {
      hits,
      values: values.length === 0 ? [] : widest(values).map(value => valueIn(normal, value)),
      normal: normalText(normal),
    };
  }

  /** Runs the programs of which everything they need stands somewhere in the text. */
  private runPrograms(side: number): void {
    const { places, tables, tried } = this;
    if (places.reading === 1) tried.fill(0); // readings are numbered anew
    const run = (program: number): void => {
      if (tried[program] === places.reading) return;
      tried[program] = places.reading;
      if (this.joiner.run(program) > 0) this.offers.offer(program, this.joiner, side);
    };
    places.eachNominated(tables.nominates, run);
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
    if (values.length === 0) return hit;
    const classes = classesOf[who] as readonly string[];
    if (classes.length === 0) return hit;
    const inside = values.filter(value => value.start >= from && value.end <= to && value.names.some(each => classes.includes(each)));
    return inside.length > 0 ? { ...hit, values: inside.map(value => valueIn(normal, value)) } : hit;
  }
}

function valueIn(normal: Normal, { class: name, value, start, end }: FoundValue): HitValue {
  return { class: name, value, span: spanIn(normal, start, end) };
}

/** The stretch of the original. */
function spanIn({ from, to }: Normal, start: number, end: number): [number, number] {
  return [from[start] as number, to[end - 1] as number];
}
