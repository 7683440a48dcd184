import type { Advice, Chip, ScriptPart } from '#domain/advice.ts';
import type { ContentRef, Evidence } from '#domain/evidence.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import { type Next, nextOf } from '#engine/process/next.ts';
import { isDone, type Track, unmet } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';
import { chipsOf } from '#engine/process/words.ts';

/** The rail: every node of the process with its state. */
export function stepAdvice(process: Process, track: Track, content: Content, isActive: boolean): Advice[] {
  const { current } = nextOf(process, track);
  return process.nodes.map((node, index) => {
    const record = track.nodes[node.key];
    const note = noteOf(process, track, node);
    const isCurrent = isActive && (node === current || (current !== null && node.key === current.mergeWith && !isDone(record)));
    return {
      kind: 'step',
      key: `step:${process.key}/${node.key}`,
      evidence: [...(record?.evidence ?? [])],
      from: refOf(process, content),
      loudness: 'quiet',
      process: process.key,
      node: node.key,
      seq: index + 1,
      title: node.title,
      ...(node.establishes ? { establishes: node.establishes } : {}),
      required: node.required,
      state: record?.state ?? 'pending',
      current: isCurrent,
      ...(node.verbatim ? { verbatim: true } : {}),
      ...(node.where && isCurrent ? { where: node.where } : {}),
      ...(note === null ? {} : { note }),
      ...(record?.atMs === null || record === undefined ? {} : { atMs: record.atMs }),
    };
  });
}

/** The sentence to say now, and the one after it: script cards, the answer to a question on top. */
export function scriptCards(process: Process, track: Track, content: Content): Advice[] {
  const next = nextOf(process, track);
  const cards: Advice[] = [];
  if (next.current) cards.push(cardOf(process, track, content, next.current, next));
  if (next.following) cards.push(cardOf(process, track, content, next.following, next));
  return cards;
}

function cardOf(process: Process, track: Track, content: Content, node: ProcessNode, { asked, current }: Next): Advice {
  const together = [node, ...mergedWith(process, track, node)];
  const question = node === asked ? track.question : null;
  const where = together.find(one => one.where)?.where;
  return {
    kind: 'card',
    key: `card:script:${process.key}/${(together.at(-1) as ProcessNode).key}`,
    evidence: question ? [question.evidence] : reasonFor(track, node),
    from: refOf(process, content),
    loudness: 'quiet',
    card: 'script',
    title: together.map(({ title }) => title).join(' + '),
    tag: process.short,
    script: together.flatMap(({ script }) => partsOf(script, content)),
    mustSay: together.flatMap(one => chipsIn(one, track)),
    nodes: together.map(({ key }) => `${process.key}/${key}`),
    ...(question ? { question: question.text } : {}),
    ...(together.some(({ verbatim }) => verbatim) ? { verbatim: true } : {}),
    ...(where ? { where } : {}),
    rank: node === asked ? ranks.asked : node === current ? ranks.current : ranks.following,
  };
}

/** The words that led to this node: its own so far, else the last thing that was done, else what began the process. */
function reasonFor(track: Track, node: ProcessNode): Evidence[] {
  const own = track.nodes[node.key]?.evidence.at(-1);
  if (own) return [own];
  const began = track.because ? [track.because] : [];
  const done = Object.values(track.nodes).flatMap(record => (isDone(record) ? record.evidence.slice(-1) : []));
  return [...began, ...done].sort((a, b) => b.position - a.position).slice(0, 1);
}

const ranks = { asked: 90, current: 60, following: 30 } as const;

function mergedWith(process: Process, track: Track, node: ProcessNode): readonly ProcessNode[] {
  const other = process.nodes.find(({ key }) => key === node.mergeWith);
  const state = other && track.nodes[other.key];
  return other && state?.open && (state.state === 'pending' || state.state === 'in-progress') ? [other] : [];
}

/** A node's must-say phrases, with the words that said them. */
export function chipsIn(node: ProcessNode, track: Track): Chip[] {
  const said = track.nodes[node.key]?.said ?? {};
  return chipsOf(node).map(({ label }) => {
    const evidence = said[label];
    return evidence ? { label, said: true, evidence } : { label, said: false };
  });
}

/** A script with its blanks: the value comes later, from the slots. */
export function partsOf(script: string, content: Content): ScriptPart[] {
  return script
    .split(/(\{\{[A-Za-z][A-Za-z0-9]*\}\})/)
    .filter(text => text !== '')
    .map(text => {
      const slot = /^\{\{(.*)\}\}$/.exec(text)?.[1];
      return slot === undefined ? { kind: 'words', text } : { kind: 'blank', slot, label: content.slots.get(slot)?.label ?? slot };
    });
}

/** The process as the origin of a piece of advice. */
export function refOf(process: Process, content: Content): ContentRef {
  return { kind: 'process', key: process.key, version: content.versions[`process/${process.key}`] ?? 1 };
}

function noteOf(process: Process, track: Track, node: ProcessNode): string | null {
  const waits = unmet(track, node).length;
  const state = track.nodes[node.key]?.state;
  return waits > 0 && (state === 'pending' || state === 'in-progress') ? wording[process.lang].after(waits) : null;
}
