import type { Advice } from '#domain/advice.ts';
import type { Plan, Step } from '#engine/process/plan.ts';
import { isDone, type Track } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';

/**
 * Reminds of required steps that were passed over, or are missing when the goodbye begins, while they can still be done.
 * What has a line of its own (`areDue`) is not said twice.
 */
export function reminder(plan: Plan, track: Track, areDue: boolean, isClosing: boolean): Advice | null {
  const missing = missingIn(plan, track, areDue, isClosing);
  const [first] = missing;
  if (!first) return null;

  const { process, from } = plan;
  const words = wording[process.lang];
  return {
    kind: 'prompt',
    key: `remind:${process.key}`,
    evidence: [],
    from,
    loudness: 'line',
    title: words.notSaidYet,
    sentence: `${words.notSaidYet}${words.colon}${missing.map(({ node }) => node.title).join(words.between)}`,
    deadline: (!isClosing && deadlineOf(plan, track, first)) || words.beforeGoodbye,
    chips: missing.map(({ node }) => ({ label: node.title, said: false })),
    severity: 'general',
    ...(first.node.script.includes('{{') ? {} : { doNow: first.node.script.slice(0, 200) }),
  };
}

/** The undone step that must follow a missing one: until then it can still be said. */
function deadlineOf({ process, steps }: Plan, track: Track, { node: missing }: Step): string | null {
  const waiting = steps.find(({ node, place }) => node.mustFollow.includes(missing.key) && !isDone(track.nodes[place]));
  return waiting ? wording[process.lang].beforeStep(waiting.node.title) : null;
}

function missingIn({ steps }: Plan, track: Track, areDue: boolean, isClosing: boolean): readonly Step[] {
  const missing: Step[] = [];
  let laterDone = 0;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index] as Step;
    if (!step.node.required || !step.isAnyTime) continue;
    const record = track.nodes[step.place];
    const isLeft = record?.state === 'skipped' || (record?.state === 'pending' && (isClosing || laterDone >= passedOverBy));
    if (isLeft && record.open && !(areDue && step.node.obligation)) missing.push(step);
    if (isDone(record)) laterDone++;
  }
  return missing.reverse();
}

const passedOverBy = 2; // agents interleave: one later step done is no omission yet
