import type { Content } from '#engine/content.ts';
import { ByCue, type Cues } from '#engine/cues.ts';

/** The reasons of a release, indexed so that an utterance costs by what was heard in it and not by how many reasons there are. */
export interface ReasonIndex {
  /** Cue → the reasons it speaks for, by their place in content. */
  readonly bySays: ByCue<readonly number[]>;
  /** By reason: the words that speak for it, and those that excuse them. */
  readonly says: readonly Cues[];
  readonly unless: readonly Cues[];
  readonly withAmount: readonly number[];
  /** Reasons that look at how the talk goes. */
  readonly counting: readonly number[];
  /** Whether how the talk goes matters also while a person serves. */
  readonly countsWithPerson: boolean;
}

const indexes = new WeakMap<Content, ReasonIndex>();

/** The index of a release's reasons; made once for each release. */
export function reasonIndex(content: Content): ReasonIndex {
  const known = indexes.get(content);
  if (known) return known;

  const { handoffReasons: reasons, cues } = content;
  const bySays = new Map<string, number[]>();
  for (const [place, { says }] of reasons.entries()) {
    for (const cue of new Set(says)) {
      const places = bySays.get(cue);
      if (places) places.push(place);
      else bySays.set(cue, [place]);
    }
  }
  const counting = reasons.flatMap(({ counter }, place) => (counter === 'none' ? [] : [place]));
  const made: ReasonIndex = {
    bySays: new ByCue(cues, bySays),
    says: reasons.map(({ says }) => cues.of(says)),
    unless: reasons.map(({ unless }) => cues.of(unless)),
    withAmount: reasons.flatMap(({ amountFrom }, place) => (amountFrom === undefined ? [] : [place])),
    counting,
    countsWithPerson: counting.some(place => reasons[place]?.withAgent),
  };
  indexes.set(content, made);
  return made;
}
