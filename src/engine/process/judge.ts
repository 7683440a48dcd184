import type { Evidence } from '#domain/evidence.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import { isDone, type NodeRecord, reset, type Track, unmet, type Words, withNode } from '#engine/process/track.ts';
import { allSaid, chipsOf, said, touched } from '#engine/process/words.ts';

/** Judges one utterance of either side against every node of a process. */
export function judge(process: Process, before: Track, words: Words): Track {
  const concerned = touched(process, words);
  const nodes = process.nodes.filter(({ key }) => concerned.has(key));
  let track = takeBack(nodes, before, words);
  track = openAndClose(nodes, track, words);
  for (const node of process.nodes) {
    if (!concerned.has(node.key) && !(words.speaker === 'customer' && isAwaited(track.nodes[node.key]))) continue;
    const record = track.nodes[node.key] as NodeRecord;
    const next = words.speaker === 'agent' ? afterAgent(process, track, node, record, words) : afterCustomer(track, node, record, words);
    if (next !== record) track = withNode(track, node.key, next);
  }
  if (track !== before || words.speaker === 'agent') track = passOver(process, track, words);
  return track.jump !== null && isDone(track.nodes[track.jump]) ? { ...track, jump: null } : track;
}

/** At the end of the conversation nothing that is missing can still be said. */
export function atEnd(process: Process, track: Track): Track {
  return process.nodes.reduce(
    (now, { key, required }) => (required && now.nodes[key]?.state === 'pending' ? withNode(now, key, { state: 'skipped' }) : now),
    track,
  );
}

/** What the agent or customer could have said while nobody listened is unknown: neither missing nor done. */
export function whileDeaf(process: Process, track: Track, leg: 'customer' | 'agent'): Track {
  return process.nodes.reduce((now, { key, done }) => {
    const state = now.nodes[key]?.state;
    const lost = leg === 'agent' ? state === 'pending' : (state === 'pending' && done.by === 'customer') || state === 'in-progress';
    return lost ? withNode(now, key, { state: 'unknown' }) : now;
  }, track);
}

/** The agent ticked it: done whatever was heard, or not needed here. */
export function tick(track: Track, node: string, as: 'done' | 'not-applicable', turn: number, atMs: number): Track {
  return withNode(track, node, { state: as, open: as === 'done', turn: Math.max(turn, 0), atMs });
}

/** The agent asked and waits for an answer, of whatever words. */
function isAwaited(record: NodeRecord | undefined): boolean {
  return record !== undefined && record.askedTurn !== null && (record.state === 'in-progress' || record.state === 'out-of-order');
}

function takeBack(nodes: readonly ProcessNode[], before: Track, words: Words): Track {
  return nodes.reduce((track, node) => {
    const record = track.nodes[node.key];
    const evidence = record && (isDone(record) || record.state === 'in-progress') ? said(words, node.retractedBy) : null;
    return record && evidence ? withNode(track, node.key, reset(record, evidence)) : track;
  }, before);
}

function openAndClose(nodes: readonly ProcessNode[], before: Track, words: Words): Track {
  let track = before;
  for (const node of nodes) {
    for (const { when, goto } of node.branch) {
      const target = track.nodes[goto];
      const evidence = target && !isDone(target) ? said(words, [when]) : null;
      if (target && evidence) track = { ...open(track, goto, target), jump: goto };
    }
    if (node.spoiledBy.length > 0 && words.speaker === 'agent' && said(words, node.spoiledBy)) {
      track = withNode(track, node.key, { spoiled: true });
    }
    if (words.speaker === 'customer') track = openedOrClosed(track, node, words);
  }
  return track;
}

function openedOrClosed(track: Track, node: ProcessNode, words: Words): Track {
  const record = track.nodes[node.key] as NodeRecord;
  if (!record.open && (said(words, node.opensOn) || said(words, node.answers))) return open(track, node.key, record);

  const closed = isDone(record) ? null : said(words, node.closedBy);
  return closed ? withNode(track, node.key, { state: 'not-applicable', open: false, evidence: [closed] }) : track;
}

function open(track: Track, key: string, record: NodeRecord): Track {
  return withNode(track, key, { open: true, state: record.state === 'not-applicable' ? 'pending' : record.state });
}

function afterAgent(process: Process, track: Track, node: ProcessNode, record: NodeRecord, words: Words): NodeRecord {
  const { done } = node;
  const heardChips = hearChips(node, record, words);
  if (done.by === 'customer' || (!record.open && otherBranch(process, track, node.key))) return heardChips;
  if (done.within === 'first-agent-turn' && words.agentTurn > lastGreetingTurn) return heardChips;

  const exempt = done.unless.length > 0 && said(words, done.unless) !== null;
  const found = exempt ? [] : allSaid(words, done.says);
  const confirmed = done.confirm.length > 0 ? said(words, done.confirm) : null;
  if ((found.length === 0 && !confirmed) || record.state === 'done') return heardChips;

  const stale = done.within === 'last-agent-turns' && record.askedTurn !== null && words.turn - record.askedTurn > goodbyeTurns;
  const asked = union(
    stale ? [] : heardChips.asked,
    found.map(({ cue }) => cue),
  );
  const askedTurn = found.length > 0 ? words.turn : heardChips.askedTurn;
  const evidence = [...found.map(hit => hit.evidence), ...(confirmed ? [confirmed] : [])];
  const heard: NodeRecord = { ...heardChips, asked, askedTurn };

  const isAsked = enough(done.atLeast, asked, heard.answered);
  const isComplete =
    done.confirm.length > 0
      ? confirmed !== null && isAsked && (heard.answered.length > 0 || done.reply.length === 0)
      : done.by === 'agent' && isAsked;
  if (isComplete) return finish(track, node, heard, evidence, words);
  if (record.state === 'out-of-order') return heard;
  return asked.length === 0 ? heardChips : { ...heard, state: 'in-progress', evidence, turn: words.turn, atMs: words.atMs };
}

function afterCustomer(track: Track, node: ProcessNode, record: NodeRecord, words: Words): NodeRecord {
  const { done } = node;
  if (done.by === 'agent' || record.state === 'done') return record;
  if (done.by === 'customer') {
    const heard = said(words, done.says);
    return heard ? finish(track, node, record, [heard], words) : record;
  }

  const replies = allSaid(words, done.reply);
  const answered = union(
    record.answered,
    replies.map(({ cue }) => cue),
  );
  const heard = answered.length > record.answered.length ? { ...record, answered } : record;
  const isAskedAgain = record.state === 'out-of-order' && record.askedTurn !== null && record.askedTurn > (record.turn ?? 0);
  if (record.askedTurn === null || !(record.state === 'in-progress' || isAskedAgain) || said(words, done.refuse)) return heard;

  const later = words.turn - record.askedTurn;
  const fits = done.reply.length === 0 ? later <= plainAnswerTurns && words.length >= 2 : replies.length > 0 && later <= replyTurns;
  if (!fits || !enough(done.atLeast, record.asked, answered)) return heard;
  if (done.confirm.length > 0) return done.reply.length === 0 ? { ...heard, answered: ['any'] } : heard;
  const evidence = [...record.evidence.slice(-1), ...replies.map(reply => reply.evidence)];
  return finish(track, node, heard, evidence.length > 0 ? evidence : record.evidence, words);
}

/** A fork of the process was taken, and it does not lead here. */
function otherBranch(process: Process, track: Track, key: string): boolean {
  const forks = process.nodes.filter(({ branch }) => branch.some(({ goto }) => goto === key));
  return forks.some(({ branch }) => branch.some(({ goto }) => goto !== key && track.nodes[goto]?.open));
}

const lastGreetingTurn = 1; // a greeting may arrive as two stretches of speech
const goodbyeTurns = 6; // the goodbye is said in the agent's last three turns
const plainAnswerTurns = 2; // any answer counts only right after the question
const replyTurns = 8; // an answer in so many words may come after a question back

function finish(track: Track, node: ProcessNode, record: NodeRecord, evidence: readonly Evidence[], words: Words): NodeRecord {
  const late = record.spoiled || node.before.some(key => isDone(track.nodes[key]) && (track.nodes[key]?.turn ?? 0) < words.turn);
  const state = late || unmet(track, node).length > 0 ? 'out-of-order' : 'done';
  return { ...record, open: true, state, evidence: evidence.slice(-4), turn: words.turn, atMs: words.atMs };
}

/** A required node is passed over once something that must come after it is done, or its moment is over. It may still be made good. */
function passOver(process: Process, before: Track, words: Words): Track {
  return process.nodes.reduce((track, node) => {
    if (track.nodes[node.key]?.state !== 'pending' || !node.required) return track;
    const after = process.nodes.filter(({ key, mustFollow }) => mustFollow.includes(node.key) || node.before.includes(key));
    const isOver = node.done.within === 'first-agent-turn' && words.speaker === 'agent' && words.agentTurn >= lastGreetingTurn;
    return isOver || after.some(({ key }) => isDone(track.nodes[key])) ? withNode(track, node.key, { state: 'skipped' }) : track;
  }, before);
}

function hearChips(node: ProcessNode, record: NodeRecord, words: Words): NodeRecord {
  let heard = record.said;
  for (const chip of chipsOf(node)) {
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
