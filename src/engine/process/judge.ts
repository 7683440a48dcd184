import type { Evidence } from '#domain/evidence.ts';
import { claimDue, doubtOf, likenessIn, saidClearly } from '#engine/process/claim.ts';
import type { Plan, Step } from '#engine/process/plan.ts';
import { isDone, type NodeRecord, reset, type Track, unmet, type Words, withNode, withRecord } from '#engine/process/track.ts';
import { allOf, allSaid, said, type Told, toldTo } from '#engine/process/words.ts';

/** Judges one utterance of either side against every node of a process. */
export function judge(plan: Plan, before: Track, words: Words): Track {
  return judgeTold(plan, before, toldTo(plan, words));
}

/** The same, where what the process cares about has been picked out already. */
export function judgeTold(plan: Plan, before: Track, words: Told): Track {
  let track = words.hits.length === 0 ? before : openAndClose(plan, takeBack(plan, before, words), words);
  for (const step of plan.steps) {
    const record = track.nodes[step.place] as NodeRecord;
    if (!words.touched[step.place] && !(words.speaker === 'customer' && isAwaited(record))) continue;
    const next = words.speaker === 'agent' ? afterAgent(track, step, record, words) : afterCustomer(track, step, record, words);
    if (next !== record) track = withRecord(track, step.place, next);
  }
  if (words.speaker === 'agent') track = claimDue(plan, track, words);
  if (track !== before || words.speaker === 'agent') track = passOver(plan, track, words);
  return track.jump !== null && isDone(track.nodes[track.jump]) ? { ...track, jump: null } : track;
}

/** The agent asked and waits for an answer, of whatever words. */
function isAwaited(record: NodeRecord): boolean {
  return record.askedTurn !== null && (record.state === 'in-progress' || record.state === 'out-of-order');
}

function takeBack(plan: Plan, before: Track, words: Told): Track {
  let track = before;
  for (const { place, cues } of plan.steps) {
    const record = track.nodes[place] as NodeRecord;
    if (!words.touched[place] || !(isDone(record) || record.state === 'in-progress')) continue;
    const evidence = said(words, cues.retractedBy);
    if (evidence) track = withRecord(track, place, reset(record, evidence));
  }
  return track;
}

function openAndClose(plan: Plan, before: Track, words: Told): Track {
  let track = before;
  for (const step of plan.steps) {
    if (!words.touched[step.place]) continue;
    for (const { when, to } of step.branches) {
      const target = track.nodes[to];
      if (target && !isDone(target) && said(words, when)) track = { ...open(track, to, target), jump: to };
    }
    if (words.speaker === 'customer') track = openedOrClosed(track, step, words);
    else if (said(words, step.cues.spoiledBy)) track = withNode(track, step.place, { spoiled: true });
  }
  return track;
}

function openedOrClosed(track: Track, { place, cues }: Step, words: Words): Track {
  const record = track.nodes[place] as NodeRecord;
  if (!record.open && (said(words, cues.opensOn) || said(words, cues.answers))) return open(track, place, record);

  const closed = isDone(record) ? null : said(words, cues.closedBy);
  return closed ? withNode(track, place, { state: 'not-applicable', open: false, evidence: [closed] }) : track;
}

function open(track: Track, place: number, record: NodeRecord): Track {
  return withNode(track, place, { open: true, state: record.state === 'not-applicable' ? 'pending' : record.state });
}

function afterAgent(track: Track, step: Step, record: NodeRecord, words: Words): NodeRecord {
  const { cues } = step;
  const { done } = step.node;
  const heardChips = hearChips(step, record, words);
  if (done.by === 'customer' || (!record.open && otherBranch(track, step))) return heardChips;
  if (done.within === 'first-agent-turn' && words.agentTurn > lastGreetingTurn) return heardChips;

  const found = words.unlike?.includes(step.likeness) ? [] : inWords(step, allSaid(words, cues.says, cues.unless));
  const confirmed = done.confirm.length > 0 ? confirmedBy(words, step) : null;
  if (found.length === 0 && !confirmed) return heardChips;
  if (record.state === 'done') return saidClearly(heardChips, step, words);

  const stale = done.within === 'last-agent-turns' && record.askedTurn !== null && words.turn - record.askedTurn > goodbyeTurns;
  const asked = union(
    stale ? [] : heardChips.asked,
    found.map(({ cue }) => cue),
  );
  const askedTurn = found.length > 0 ? words.turn : heardChips.askedTurn;
  const evidence = [...found.map(hit => hit.evidence), ...(confirmed ? [confirmed] : [])];
  const likeness = Math.max(record.likeness, likenessIn(words, step));
  const heard: NodeRecord = { ...heardChips, asked, askedTurn, likeness };

  const isAsked = enough(done.atLeast, asked, heard.answered);
  const isComplete =
    done.confirm.length > 0
      ? confirmed !== null && isAsked && (heard.answered.length > 0 || done.reply.length === 0)
      : done.by === 'agent' && isAsked;
  if (isComplete) return finish(track, step, heard, evidence, words, doubtOf(step, likeness, words));
  if (record.state === 'out-of-order') return heard;
  return asked.length === 0 ? heardChips : { ...heard, state: 'in-progress', evidence, turn: words.turn, atMs: words.atMs };
}

function afterCustomer(track: Track, step: Step, record: NodeRecord, words: Words): NodeRecord {
  const { cues } = step;
  const { done } = step.node;
  const isAskedClearly = record.state === 'done' && isAskedSince(record);
  if (done.by === 'agent' || (record.state === 'done' && !isAskedClearly)) return record;
  if (done.by === 'customer') {
    const heard = said(words, cues.says);
    return heard ? finish(track, step, record, [heard], words) : record;
  }

  const replies = allSaid(words, cues.reply);
  const answered = union(
    record.answered,
    replies.map(({ cue }) => cue),
  );
  const heard = answered.length > record.answered.length ? { ...record, answered } : record;
  const volunteered = record.open && unmet(track, step).length === 0 ? said(words, cues.volunteered) : null;
  if (volunteered && !said(words, cues.refuse)) return finish(track, step, heard, [volunteered], words);
  const isAskedAgain = record.state === 'out-of-order' && isAskedSince(record);
  if (record.askedTurn === null || !(record.state === 'in-progress' || isAskedAgain || isAskedClearly) || said(words, cues.refuse))
    return heard;

  const later = words.turn - record.askedTurn;
  const fits = done.reply.length === 0 ? later <= plainAnswerTurns && words.isAnswer : replies.length > 0 && later <= replyTurns;
  if (!fits || !enough(done.atLeast, record.asked, answered)) return heard;
  if (done.confirm.length > 0) return done.reply.length === 0 ? { ...heard, answered: ['any'] } : heard;
  const answers = replies.length > 0 ? replies.map(reply => reply.evidence) : [allOf(words)];
  if (isAskedClearly) return { ...heard, evidence: answers.slice(-4), turn: words.turn, atMs: words.atMs, doubtedAt: null };
  return finish(track, step, heard, [...record.evidence.slice(-1), ...answers], words, doubtOf(step, record.likeness, words));
}

function isAskedSince({ askedTurn, turn }: NodeRecord): boolean {
  return askedTurn !== null && askedTurn > (turn ?? 0);
}

/** What resembles examples counts where nothing was said in so many words: it is no second element of identity. */
function inWords({ likeness }: Step, found: ReturnType<typeof allSaid>): ReturnType<typeof allSaid> {
  return found.length > 1 ? found.filter(({ cue }) => cue !== likeness) : found;
}

/** The agent's closing words; lighter ones count where nothing is asked in the same breath. */
function confirmedBy(words: Words, { cues }: Step): Evidence | null {
  return said(words, cues.confirm) ?? (said(words, cues.says) ? null : said(words, cues.acknowledge));
}

/** A fork of the process was taken, and it does not lead here. */
function otherBranch(track: Track, { others }: Step): boolean {
  return others.some(place => track.nodes[place]?.open);
}

const lastGreetingTurn = 1; // a greeting may arrive as two stretches of speech
const goodbyeTurns = 6; // the goodbye is said in the agent's last three turns
const plainAnswerTurns = 2; // any answer counts only right after the question
const replyTurns = 8; // an answer in so many words may come after a question back

function finish(
  track: Track,
  step: Step,
  record: NodeRecord,
  evidence: readonly Evidence[],
  words: Words,
  doubtedAt: number | null = null,
): NodeRecord {
  const late =
    record.spoiled || step.before.some(place => isDoneSince(record, track.nodes[place]) && (track.nodes[place]?.turn ?? 0) < words.turn);
  const state = late || unmet(track, step).length > 0 ? 'out-of-order' : 'done';
  return { ...record, open: true, state, evidence: evidence.slice(-4), turn: words.turn, atMs: words.atMs, doubtedAt };
}

/** A required node is passed over once something that must come after it is done, or its moment is over. It may still be made good. */
function passOver(plan: Plan, before: Track, words: Words): Track {
  let track = before;
  for (const { place, node, after } of plan.steps) {
    const record = track.nodes[place] as NodeRecord;
    if (!node.required || record.state !== 'pending') continue;
    const isOver = node.done.within === 'first-agent-turn' && words.speaker === 'agent' && words.agentTurn >= lastGreetingTurn;
    if (isOver || after.some(later => isDoneSince(record, track.nodes[later]))) track = withNode(track, place, { state: 'skipped' });
  }
  return track;
}

/** Done, and not before this one was asked for anew. */
function isDoneSince({ anewAt }: NodeRecord, other: NodeRecord | undefined): boolean {
  return isDone(other) && (anewAt === null || (other?.turn ?? 0) > anewAt);
}

function hearChips({ chips }: Step, record: NodeRecord, words: Words): NodeRecord {
  let heard = record.said;
  for (const chip of chips) {
    if (heard[chip.label]) continue;
    const evidence = said(words, chip.said);
    if (evidence) heard = { ...heard, [chip.label]: evidence };
  }
  return heard === record.said ? record : { ...record, said: heard };
}

function enough(atLeast: number, asked: readonly string[], answered: readonly string[]): boolean {
  return asked.length >= atLeast || answered.length >= atLeast;
}

function union(old: readonly string[], more: readonly string[]): readonly string[] {
  const fresh = more.filter(cue => !old.includes(cue));
  return fresh.length === 0 ? old : [...old, ...fresh];
}
