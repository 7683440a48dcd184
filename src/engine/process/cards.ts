import type { Advice, Chip } from '#domain/advice.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Next } from '#engine/process/next.ts';
import type { Plan, Step } from '#engine/process/plan.ts';
import { isDone, type Track } from '#engine/process/track.ts';

/** The sentence to say now, and the one after it: script cards, the answer to a question on top. */
export function scriptCards(plan: Plan, track: Track, next: Next): Advice[] {
  const cards: Advice[] = [];
  if (next.current) cards.push(cardOf(plan, track, next.current, next));
  if (next.following) cards.push(cardOf(plan, track, next.following, next));
  return cards;
}

function cardOf(plan: Plan, track: Track, step: Step, { asked, current }: Next): Advice {
  const other = mergedWith(plan, track, step);
  const together = other ? [step, other] : [step];
  const question = step === asked ? track.question : null;
  const where = step.node.where ?? other?.node.where;
  return {
    kind: 'card',
    key: `card:script:${(other ?? step).fact}`,
    evidence: question ? [question.evidence] : reasonFor(track, step),
    from: plan.from,
    loudness: 'quiet',
    card: 'script',
    title: other ? `${step.node.title} + ${other.node.title}` : step.node.title,
    tag: plan.process.short,
    script: other ? [...step.script, ...other.script] : [...step.script],
    mustSay: together.flatMap(one => chipsIn(one, track)),
    nodes: together.map(({ fact }) => fact),
    ...(question ? { question: question.text } : {}),
    ...(step.node.verbatim || other?.node.verbatim ? { verbatim: true } : {}),
    ...(where ? { where } : {}),
    rank: step === asked ? ranks.asked : step === current ? ranks.current : ranks.following,
  };
}

/** The words that led to this node: its own so far, else the last thing that was done, else what began the process. */
function reasonFor(track: Track, { place }: Step): Evidence[] {
  const own = track.nodes[place]?.evidence.at(-1);
  if (own) return [own];
  let latest = track.because;
  for (const record of track.nodes) {
    const done = isDone(record) ? record.evidence.at(-1) : undefined;
    if (done && (latest === null || done.position > latest.position)) latest = done;
  }
  return latest ? [latest] : [];
}

const ranks = { asked: 90, current: 60, following: 30 } as const;

function mergedWith({ steps }: Plan, track: Track, { mergeWith }: Step): Step | undefined {
  const record = mergeWith === null ? undefined : track.nodes[mergeWith];
  const isDue = record?.open && (record.state === 'pending' || record.state === 'in-progress');
  return isDue && mergeWith !== null ? steps[mergeWith] : undefined;
}

/** A node's must-say phrases, with the words that said them. */
function chipsIn({ place, chips }: Step, track: Track): Chip[] {
  const said = track.nodes[place]?.said ?? {};
  return chips.map(({ label }) => {
    const evidence = said[label];
    return evidence ? { label, said: true, evidence } : { label, said: false };
  });
}
