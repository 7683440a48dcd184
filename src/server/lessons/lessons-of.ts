import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { LogEvent } from '#domain/event.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { fitToTeach } from '#server/lessons/fit-to-teach.ts';
import { namesAttached } from '#server/lessons/names-attached.ts';

/** How a category came to be confirmed: another than the first proposed, chosen by hand, or as it stood. */
export type LessonHow = 'changed' | 'chosen' | 'confirmed';

/** One sentence of the customer that bore the evidence for a confirmed category: where it stands in the log, and never the words. */
export interface Lesson {
  readonly leaf: string;
  readonly how: LessonHow;
  readonly row: number; // position of the event with this text: the utterance, or its last correction
  readonly span: readonly [number, number];
}

interface Logged {
  readonly event: LogEvent;
  readonly advice: readonly AdviceChange[];
}

/** So many sentences of one call teach one category. */
const mostOfLeaf = 3;

/** What a call teaches about the categories it was confirmed with; nothing before it is confirmed. */
export function lessonsOf(rows: readonly Logged[]): readonly Lesson[] {
  const talk = new Talk();
  for (const row of rows) talk.take(row);
  return talk.isConfirmed ? talk.lessons() : [];
}

/** A sentence with the row it stands in. */
interface Said {
  readonly utterance: Utterance;
  readonly row: number;
}

class Talk {
  isConfirmed = false;
  readonly #said = new Map<number, Said>(); // by position of the utterance
  readonly #board = new Map<string, Advice>();
  #attached: Readonly<Record<string, string>> = {}; // the data that came with the call
  readonly #offered = new Map<string, readonly Evidence[]>(); // further leaves, as they were proposed last

  take({ event: { what, position }, advice }: Logged): void {
    if (what.kind === 'opened') this.#attached = what.meta.attached ?? {};
    if (what.kind === 'heard' || what.kind === 'corrected')
      this.#said.set(what.utterance.position, { utterance: what.utterance, row: position });
    if (what.kind === 'acted' && what.act.kind === 'wrapped') this.isConfirmed = true;
    for (const change of advice) {
      if (change.op === 'withdrawn') this.#board.delete(change.key);
      else this.#board.set(change.advice.key, change.advice);
    }
    for (const { code, evidence } of this.#category()?.offered ?? []) this.#offered.set(code, evidence);
  }

  lessons(): readonly Lesson[] {
    const category = this.#category();
    if (category?.chosen === undefined) return [];
    const first = category.ranking.find(({ confidence }) => confidence > 0);
    const how: LessonHow = category.by !== 'agent' ? 'confirmed' : first?.code === category.chosen ? 'chosen' : 'changed';
    const main = this.#sentences([...category.evidence, ...this.#reason()]);
    return [
      ...main.map(sentence => ({ leaf: category.chosen ?? '', how, ...sentence })),
      ...(category.further ?? []).flatMap(({ code }) =>
        this.#sentences(this.#offered.get(code) ?? []).map(sentence => ({ leaf: code, how: 'chosen' as const, ...sentence })),
      ),
    ];
  }

  #category(): Extract<Advice, { kind: 'category' }> | undefined {
    const advice = this.#board.get('category');
    return advice?.kind === 'category' ? advice : undefined;
  }

  /** What the first sentence of the summary rests on: with it the customer said why they came. */
  #reason(): readonly Evidence[] {
    const summary = this.#board.get('summary');
    return summary?.kind === 'summary' ? (summary.clauses.find(({ part }) => part === 'reason')?.evidence ?? []) : [];
  }

  /** The customer's sentences around the evidence, each once; those that name somebody or hold a number teach nothing. */
  #sentences(evidence: readonly Evidence[]): readonly Pick<Lesson, 'row' | 'span'>[] {
    const found = new Map<string, Pick<Lesson, 'row' | 'span'>>();
    for (const { position, revision, span } of evidence) {
      const said = this.#said.get(position);
      if (said?.utterance.speaker !== 'customer' || said.utterance.revision !== revision) continue;
      const around = sentenceAround(said.utterance.text, span);
      if (fitToTeach(said.utterance.text.slice(...around), this.#names()))
        found.set(`${position} ${around[0]}`, { row: said.row, span: around });
    }
    return [...found.values()].slice(0, mostOfLeaf);
  }

  /** Everybody whom a field of the call names, or what came with it. */
  #names(): readonly string[] {
    const held = [...this.#board.values()].flatMap(one => {
      if (one.kind !== 'slot' || !one.value) return [];
      if (one.form?.type === 'person') return [one.value];
      return one.form?.type === 'profile' ? namesAttached({ [one.label]: one.value, [one.slot]: one.value }) : [];
    });
    return [...held, ...namesAttached(this.#attached)];
  }
}

/** A full stop ends a sentence before a blank; not the one of an abbreviation (Mr. Berg, 9 a.m., J. Smith). */
const stop = /[。！？!?；;\n]|(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|\p{L}))\.(?=\s|$)/giu;

/** The sentence the evidence begins in, without the stop that ends it. */
export function sentenceAround(text: string, [start]: readonly [number, number]): readonly [number, number] {
  const stops = [...text.matchAll(stop)].map(({ index }) => index);
  const from = (stops.findLast(at => at < start) ?? -1) + 1;
  return [from, stops.find(at => at >= start) ?? text.length];
}
