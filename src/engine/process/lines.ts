import type { Advice } from '#domain/advice.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import type { Content } from '#engine/content.ts';
import { refOf } from '#engine/process/advise.ts';
import type { ProcessMemory } from '#engine/process/process-memory.ts';
import { isDone, type Track } from '#engine/process/track.ts';
import { wording } from '#engine/process/wording.ts';

type Prompt = Extract<Advice, { kind: 'prompt' }>;

/** How long a fulfilled line stays, green, before it is taken down. */
export const fulfilledMs = 5000;

/** What has to be said before a moment of this process, one line a moment; gone when that moment has passed. */
export function obligationLines(process: Process, track: Track, content: Content): Prompt[] {
  const groups = Map.groupBy(
    process.nodes.filter(({ obligation }) => obligation),
    ({ obligation }) => obligation?.before ?? '',
  );
  return [...groups].flatMap(([before, nodes]) => {
    const open = nodes.filter(({ key }) => track.nodes[key]?.open);
    return open.length === 0 || isDone(track.nodes[before]) ? [] : [lineOf(process, track, content, before, open)];
  });
}

function lineOf(process: Process, track: Track, content: Content, before: string, nodes: readonly ProcessNode[]): Prompt {
  const words = wording[process.lang];
  const chips = nodes.flatMap(node => {
    const labels = node.obligation?.chips.map(({ label }) => label) ?? [];
    const heard = track.nodes[node.key]?.said ?? {};
    return labels.map(label => (heard[label] ? { label, said: true, evidence: heard[label] } : { label, said: false }));
  });
  const rule = content.rules.find(({ key }) => nodes.some(({ obligation }) => obligation?.rule === key));
  const { title = '', deadline = '' } = nodes[0]?.obligation ?? {};
  return {
    kind: 'prompt',
    key: `line:${process.key}/${before}`,
    evidence: [],
    from: rule ? { kind: 'rule', key: rule.key, version: content.versions[`rule/${rule.key}`] ?? 1 } : refOf(process, content),
    loudness: 'line',
    title,
    sentence: `${title}${words.colon}${chips.map(({ label }) => label).join(words.between)}`,
    deadline,
    chips,
    severity: rule?.severity ?? 'general',
  };
}

/** Reminds of required steps that were passed over, or are missing when the goodbye begins, while they can still be done. */
export function reminder(process: Process, track: Track, content: Content, memory: ProcessMemory): Prompt | null {
  const covered = new Set(
    obligationLines(process, track, content).length > 0 ? process.nodes.filter(({ obligation }) => obligation).map(({ key }) => key) : [],
  );
  const missing = process.nodes.filter((node, index) => !covered.has(node.key) && isMissing(process, track, node, index, memory.closing));
  if (missing.length === 0) return null;

  const words = wording[process.lang];
  return {
    kind: 'prompt',
    key: `remind:${process.key}`,
    evidence: [],
    from: refOf(process, content),
    loudness: 'line',
    title: words.notSaidYet,
    sentence: `${words.notSaidYet}${words.colon}${missing.map(({ title }) => title).join(words.between)}`,
    deadline: memory.closing ? words.beforeGoodbye : words.stillTime,
    chips: missing.map(({ title }) => ({ label: title, said: false })),
    severity: 'general',
    ...(missing[0]?.script.includes('{{') === false ? { doNow: missing[0].script.slice(0, 200) } : {}),
  };
}

function isMissing(process: Process, track: Track, node: ProcessNode, index: number, closing: boolean): boolean {
  const record = track.nodes[node.key];
  if (!node.required || !record?.open || node.done.within !== 'any') return false;
  if (record.state === 'skipped') return true;
  if (record.state !== 'pending') return false;
  const laterDone = process.nodes
    .slice(index + 1)
    .filter(({ key, required, done }) => required && done.within === 'any' && isDone(track.nodes[key]));
  return closing || laterDone.length >= passedOverBy;
}

const passedOverBy = 2; // agents interleave: one later step done is no omission yet

/** Whether everything a line asks for has been said. */
export function isFulfilled(line: Prompt): boolean {
  return line.chips.every(({ said }) => said);
}
