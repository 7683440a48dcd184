import type { HandoffReason } from '#domain/handoff-reason.ts';

/** The reasons of a release, indexed so that an utterance costs by what was heard in it and not by how many reasons there are. */
export interface ReasonIndex {
  /** Cue → the reasons it speaks for, by their place in content. */
  readonly bySays: ReadonlyMap<string, readonly number[]>;
  readonly withAmount: readonly number[];
  /** Reasons that look at how the talk goes. */
  readonly counting: readonly number[];
  /** Whether how the talk goes matters also while a person serves. */
  readonly countsWithPerson: boolean;
}

const indexes = new WeakMap<readonly HandoffReason[], ReasonIndex>();

/** The index of these reasons; made once for each release. */
export function reasonIndex(reasons: readonly HandoffReason[]): ReasonIndex {
  const known = indexes.get(reasons);
  if (known) return known;

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
    bySays,
    withAmount: reasons.flatMap(({ amountFrom }, place) => (amountFrom === undefined ? [] : [place])),
    counting,
    countsWithPerson: counting.some(place => reasons[place]?.withAgent),
  };
  indexes.set(reasons, made);
  return made;
}
