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
      .map(({ concept, span }) => ({ concept: conceptOf(concept), span: [span[0], span[1]] as const }))
      .filter(({ concept }) => known.has(concept))
      .slice(0, mostHits),
  };
}

const mostHits = 60;

/** The first hit of any of the cues, as evidence. */
export function said(words: Words, cues: readonly string[]): Evidence | null {
  for (const cue of cues) {
    const hit = words.hits.find(({ concept }) => concept === conceptOf(cue));
    if (hit) return evidenceOf(words, hit);
  }
  return null;
}

/** Every cue that was heard, with where. */
export function allSaid(words: Words, cues: readonly string[]): readonly { readonly cue: string; readonly evidence: Evidence }[] {
  return cues.flatMap(cue => {
    const hit = words.hits.find(({ concept }) => concept === conceptOf(cue));
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

function conceptOf(cue: string): string {
  return cue.startsWith('@') ? cue.slice(1) : cue;
}

const cuesOf = new WeakMap<ReadonlyMap<string, Process>, ReadonlySet<string>>();

function knownCues(content: Content): ReadonlySet<string> {
  const made = cuesOf.get(content.processes);
  if (made) return made;

  const cues = [...content.processes.values()].flatMap(({ nodes }) => nodes.flatMap(cuesOfNode));
  const known = new Set([...cues, ...content.settings.closing].map(conceptOf));
  cuesOf.set(content.processes, known);
  return known;
}

function cuesOfNode(node: ProcessNode): readonly string[] {
  const { says, reply, refuse, confirm, unless } = node.done;
  return [
    ...[says, reply, refuse, confirm, unless, node.opensOn, node.closedBy, node.answers, node.retractedBy, node.spoiledBy].flat(),
    ...node.branch.map(({ when }) => when),
    ...[...node.mustSay, ...(node.obligation?.chips ?? [])].flatMap(({ label, said: cues }) => (cues.length > 0 ? cues : [label])),
  ];
}
