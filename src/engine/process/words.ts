import type { Evidence } from '#domain/evidence.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import type { Moment } from '#engine/moment.ts';
import type { Words } from '#engine/process/track.ts';

/** The part of an utterance that processes care about; null when the event is not speech of a person. */
export function wordsOf(moment: Moment, agentTurn: number): Words | null {
  const { what } = moment.event;
  if (what.kind !== 'heard' || !moment.heard || what.utterance.speaker === 'bot') return null;

  const known = knownCues(moment.content);
  const { utterance } = what;
  return {
    turn: moment.turn,
    position: utterance.position,
    revision: utterance.revision,
    speaker: what.utterance.speaker === 'customer' ? 'customer' : 'agent',
    atMs: utterance.endMs,
    length: moment.heard.normal.replace(/[\s\p{P}]/gu, '').length,
    agentTurn,
    hits: moment.heard.hits
      .filter(({ concept }) => known.has(concept))
      .map(({ concept, span }) => ({ concept, span: [span[0], span[1]] as const }))
      .slice(0, mostHits),
  };
}

const mostHits = 60;

/** The first hit of any of the cues, as evidence. */
export function said(words: Words, cues: readonly string[]): Evidence | null {
  for (const cue of cues) {
    const hit = words.hits.find(({ concept }) => concept === cue);
    if (hit) return evidenceOf(words, hit);
  }
  return null;
}

/** Every cue that was heard, with where. */
export function allSaid(words: Words, cues: readonly string[]): readonly { readonly cue: string; readonly evidence: Evidence }[] {
  return cues.flatMap(cue => {
    const hit = words.hits.find(({ concept }) => concept === cue);
    return hit ? [{ cue, evidence: evidenceOf(words, hit) }] : [];
  });
}

/** The phrases a node's script must contain when spoken: its own, or those of its obligation. */
export function chipsOf(node: ProcessNode): readonly { readonly label: string; readonly said: readonly string[] }[] {
  const chips = node.mustSay.length > 0 ? node.mustSay : (node.obligation?.chips ?? []);
  return chips.map(({ label, said: cues }) => ({ label, said: cues.length > 0 ? cues : [label] }));
}

function evidenceOf({ position, revision }: Words, hit: Words['hits'][number]): Evidence {
  return { position, revision, span: [hit.span[0], hit.span[1]], concept: hit.concept };
}

const cuesOf = new WeakMap<ReadonlyMap<string, Process>, ReadonlySet<string>>();

function knownCues(content: Content): ReadonlySet<string> {
  const made = cuesOf.get(content.processes);
  if (made) return made;

  const cues = [...content.processes.values()].flatMap(({ nodes }) => nodes.flatMap(cuesOfNode));
  const known = new Set([...cues, ...content.settings.closing]);
  cuesOf.set(content.processes, known);
  return known;
}

const nodesOf = new WeakMap<Process, ReadonlyMap<string, readonly string[]>>();

/** The nodes of a process that have anything to do with what was heard. */
export function touched(process: Process, words: Words): ReadonlySet<string> {
  let index = nodesOf.get(process);
  if (!index) {
    const pairs = process.nodes.flatMap(node => [...new Set(cuesOfNode(node))].map(cue => [cue, node.key] as const));
    const groups = Map.groupBy(pairs, ([cue]) => cue);
    index = new Map([...groups].map(([cue, its]) => [cue, its.map(([, key]) => key)]));
    nodesOf.set(process, index);
  }
  return new Set(words.hits.flatMap(({ concept }) => index.get(concept) ?? []));
}

function cuesOfNode(node: ProcessNode): readonly string[] {
  const { says, reply, refuse, confirm, unless } = node.done;
  return [
    ...[says, reply, refuse, confirm, unless, node.opensOn, node.closedBy, node.answers, node.retractedBy, node.spoiledBy].flat(),
    ...node.branch.map(({ when }) => when),
    ...[...node.mustSay, ...(node.obligation?.chips ?? [])].flatMap(({ label, said: cues }) => (cues.length > 0 ? cues : [label])),
  ];
}
