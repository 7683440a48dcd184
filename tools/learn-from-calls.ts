import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoContent } from '#commands/demo-content.ts';
import type { Process } from '#domain/process.ts';
import type { Release } from '#domain/release.ts';
import type { Rule } from '#domain/rule.ts';
import { isLearned } from '#engine/hear/classify/learned-cues.ts';
import { type JudgedCallFile, readJudgedCalls } from '#eval/judged-calls.ts';
import { readFolder } from '#server/content/read-folder.ts';

/**
 * node tools/learn-from-calls.ts FILE …: writes what judged calls teach into the demo bank's content: what agents say at steps and between
 * them, whole turns in order, breaches, and the acts by which customers answer. Sentences that stand there already are left out. Read the difference before
 * it is committed, and never give it calls that are for measuring.
 */
const { positionals } = parseArgs({ allowPositionals: true });
if (positionals.length === 0) throw new Error('node tools/learn-from-calls.ts FILE …');

/** Shorter turns say nothing by themselves. */
const shortest = 6;
/** Longer turns of a customer are hardly taken for an answer. */
const shortAnswer = 14;

const { release } = await readFolder(demoContent);
const lessons = positionals.flatMap(file =>
  readJudgedCalls(readFileSync(file, 'utf8'), () => 'general').flatMap(call => lessonsOf(call, release)),
);
for (const [file, of] of Map.groupBy(lessons, lesson => lesson.file)) console.log(`${file}: ${write(join(demoContent, file), of)}`);

/** A sentence, and the list of a file it belongs in: that of a process (`talk`), or the examples of a node or concept. */
interface Lesson {
  readonly file: string;
  readonly key?: string; // the node or concept
  readonly list: 'examples' | 'unlike' | 'talk';
  readonly text: string;
}

function lessonsOf({ turns, truth }: JudgedCallFile, { processes, rules }: Release): readonly Lesson[] {
  const byKey = new Map(processes.filter(({ lang }) => lang === 'zh').map(process => [process.key, process]));
  return turns.flatMap(({ role, text }, turn): readonly Lesson[] => {
    const steps = truth.steps.filter(step => step.turn === turn);
    if (role === 'customer') return answeredAt(steps, byKey, text);
    if (text.length < shortest) return [];
    const broken = truth.violations.filter(violation => violation.turn === turn).map(({ rule }) => rule);
    const active = truth.topicTurns.findLast(topic => topic.turn <= turn)?.process;
    const acts = rules.filter(({ key, lang }) => lang === 'zh' && broken.includes(key)).flatMap(rule => breachesOf(rule));
    const said = steps.flatMap(step => saidAt(byKey.get(step.process), step, text));
    return [
      ...said,
      ...(steps.length === 0 && active ? [{ file: fileOf(active), list: 'talk', text } as const] : []),
      ...acts.map(key => ({ file: fileOfAct(key), key, list: 'examples', text }) as const),
      ...(broken.length === 0 ? [{ file: 'concepts/acts.yaml', key: 'none-breach', list: 'examples', text } as const] : []),
    ];
  });
}

/** What a customer's turn teaches of the acts by which steps are answered: the answer is the act; what is as short and answers none of them is not. */
function answeredAt(steps: JudgedCallFile['truth']['steps'], byKey: ReadonlyMap<string, Process>, text: string): readonly Lesson[] {
  const nodes = steps.flatMap(({ process, node, status }) =>
    status === 'inProgress' ? [] : (byKey.get(process)?.nodes.filter(({ key }) => key === node) ?? []),
  );
  const done = new Set(nodes.flatMap(({ done: { reply } }) => actsIn(reply)));
  return [...answers(byKey)]
    .filter(key => done.has(key) || (nodes.length === 0 && text.length <= shortAnswer))
    .map(key => ({ file: fileOfAct(key), key, list: done.has(key) ? 'examples' : 'unlike', text }));
}

/** Acts that are among the fitting answers of some step. */
function answers(byKey: ReadonlyMap<string, Process>): ReadonlySet<string> {
  return new Set([...byKey.values()].flatMap(({ nodes }) => nodes.flatMap(({ done }) => actsIn(done.reply))));
}

/** What a turn teaches of a step done or begun in it: who asks for an answer is heard in the question, who confirms identity in words of their own. */
function saidAt(process: Process | undefined, { node: key, status }: { node: string; status: string }, text: string): readonly Lesson[] {
  const node = process?.nodes.find(each => each.key === key);
  if (!process || !node) return [];
  const isAsked = node.done.by === 'agent+customer';
  if (isAsked && node.establishes === 'verified' && status !== 'inProgress')
    return [{ file: 'concepts/process-steps.yaml', key: 'verification-passed', list: 'examples', text }];
  if (!isLearned(node) || isAsked !== (status === 'inProgress')) return [];
  return [{ file: fileOf(process.key), key, list: 'examples', text }];
}

/** The acts that break a rule by being done: of a `forbid` rule, or too early of an `order` rule. */
function breachesOf(rule: Rule): readonly string[] {
  if (rule.kind !== 'forbid' && rule.kind !== 'order') return [];
  return actsIn(rule.said?.says ?? []);
}

function actsIn(cues: readonly string[]): readonly string[] {
  return cues.filter(cue => /^@(breach|act)\//.test(cue)).map(cue => cue.slice(1));
}

function fileOfAct(key: string): string {
  return key.startsWith('breach/') ? 'concepts/acts.yaml' : 'concepts/acts-in-order.yaml';
}

function fileOf(process: string): string {
  return `processes/${process}.yaml`;
}

/** Puts sentences at the head of their lists; answers how many were new. */
function write(path: string, lessons: readonly Lesson[]): number {
  const lines = readFileSync(path, 'utf8').split('\n');
  let added = 0;
  for (const { key, list, text } of lessons) {
    const head = headOf(lines, key, list);
    if (head < 0) continue;
    const indent = `${' '.repeat((lines[head] as string).search(/\S/))}  - `;
    const line = `${indent}${JSON.stringify(text)}`;
    let end = head + 1;
    while (lines[end]?.startsWith(indent)) end++;
    if (lines.slice(head + 1, end).includes(line)) continue;
    lines.splice(head + 1, 0, line);
    added++;
  }
  writeFileSync(path, lines.join('\n'));
  return added;
}

/** The line a list begins with: of the file's own process, where it is made before the nodes, or of the node or concept of that key. */
function headOf(lines: string[], key: string | undefined, list: string): number {
  if (key === undefined) {
    if (!lines.includes(`${list}:`)) lines.splice(lines.indexOf('nodes:'), 0, `${list}:`);
    return lines.indexOf(`${list}:`);
  }
  const from = lines.findIndex(line => line.trim() === `- key: ${key}`);
  if (from < 0) return -1;
  const depth = (lines[from] as string).search(/\S/);
  for (let at = from + 1; at < lines.length; at++) {
    const line = lines[at] as string;
    if (line.trim() !== '' && line.search(/\S/) <= depth) return -1;
    if (line.trim() === `${list}:`) return at;
  }
  return -1;
}
