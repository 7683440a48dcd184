import type { Advice } from '#domain/advice.ts';
import type { Engine } from '#engine/engine.ts';
import { type Played, play } from '#eval/play.ts';
import { type ProcessFigures, Tally } from '#eval/process-tally.ts';
import type { StarDialogue, StarTask } from '#eval/star-dialogue.ts';

const bankTasks = ['bank_balance', 'bank_fraud_report'];
const greeting = 'hello';
const goodbye = 'goodbye_1';
const creditTurns = 2; // a step said before the business was known counts when it becomes known in the next exchange
const notSteps = ['out_of_scope', 'bank_inform_nothing_found', 'info_missing', 'info_missing2', 'query', 'query_failure', 'query_success'];

/** Plays every dialogue turn by turn; the labels are looked at only afterwards. */
export function evalProcess(
  engine: Engine,
  tasks: readonly StarTask[],
  dialogues: readonly StarDialogue[],
  progress: (done: number) => void = () => {},
): ProcessFigures {
  const graphs = new Map(tasks.map(task => [task.task, task]));
  const sum = new Tally();
  for (const [index, dialogue] of dialogues.entries()) {
    scoreDialogue(engine, graphs, dialogue, sum);
    progress(index + 1);
  }
  return sum.figures();
}

function scoreDialogue(engine: Engine, graphs: ReadonlyMap<string, StarTask>, dialogue: StarDialogue, sum: Tally): void {
  const turns = dialogue.turns.filter(({ text }) => text.trim() !== '');
  const typed = turns.map(({ role, text, start_ms }) => ({ role, text, start_ms, end_ms: start_ms })); // a message arrives whole
  const played = play(engine, { id: dialogue.id, lang: 'en', channel: 'chat', turns: typed });
  const labels = turns.map(turn => (turn.role === 'agent' ? (turn.labels?.action ?? null) : null));
  const isBank = (action: string) => action === goodbye || bankTasks.some(task => graphs.get(task)?.replies[action] !== undefined);

  scoreDone(doneByTurn(played), labels, isBank, sum);
  scoreNext(played, labels, isBank, dialogue, graphs, sum);
  if (!dialogue.labels.multi_task && turns.every((turn, at) => turn.role === 'customer' || labels[at] !== null))
    scoreUndone(played, labels, graphs.get(dialogue.labels.tasks[0] as string), sum);
  scoreSwitches(played, turns, labels, dialogue, graphs, sum);
}

/** Nodes by the turn at which they became done. */
function doneByTurn(played: Played): ReadonlyMap<number, readonly string[]> {
  const byTurn = new Map<number, string[]>();
  const already = new Set<string>();
  for (const { turn, changes } of played.said)
    for (const change of changes) {
      if (change.op === 'withdrawn' || change.advice.kind !== 'step') continue;
      const { key, node, state } = change.advice;
      if (state !== 'done' && state !== 'out-of-order') already.delete(key);
      else if (!already.has(key)) {
        already.add(key);
        byTurn.set(turn, [...(byTurn.get(turn) ?? []), node]);
      }
    }
  return byTurn;
}

/** The first click of each node is wanted; claims at turns without a label are not judged: their truth is not known. */
function scoreDone(
  doneAt: ReadonlyMap<number, readonly string[]>,
  labels: readonly (string | null)[],
  isBank: (action: string) => boolean,
  sum: Tally,
): void {
  const clicked = new Map<string, number>();
  for (const [turn, action] of labels.entries()) if (action && isBank(action) && !clicked.has(action)) clicked.set(action, turn);
  const hit = new Set<string>();
  for (const [turn, nodes] of doneAt)
    for (const node of nodes.filter(isBank)) {
      const wantedAt = clicked.get(node);
      const isRight = wantedAt !== undefined && turn >= wantedAt && turn <= wantedAt + creditTurns;
      if (isRight && !hit.has(node)) hit.add(node);
      else if (labels[turn] && !hit.has(node)) sum.claimed++;
    }
  sum.claimed += hit.size;
  sum.found += hit.size;
  sum.wanted += clicked.size;
}

/** What the desk shows as current before the agent speaks, against what the agent then did. */
function scoreNext(
  played: Played,
  labels: readonly (string | null)[],
  isBank: (action: string) => boolean,
  dialogue: StarDialogue,
  graphs: ReadonlyMap<string, StarTask>,
  sum: Tally,
): void {
  let previous: string | null = null;
  for (const [turn, action] of labels.entries()) {
    if (!action) continue;
    if (isBank(action)) {
      const side = dialogue.labels.happy ? sum.happy : sum.unhappy;
      side.n++;
      if (currentBefore(played, turn, previous === null) === action) side.right++;
      if (afterBy(dialogue, graphs, previous).includes(action)) sum.byGraph++;
    }
    previous = action;
  }
}

/** The baseline: what the graphs of the dialogue's own tasks put after a node. */
function afterBy(
  { labels }: StarDialogue,
  graphs: ReadonlyMap<string, StarTask>,
  previous: string | null,
): readonly (string | undefined)[] {
  return previous === null ? [greeting] : labels.tasks.map(task => graphs.get(task)?.graph[previous]);
}

/** The node shown as current; without a process the greeting, and the goodbye when nothing is left. */
function currentBefore(played: Played, turn: number, isFirst: boolean): string | null {
  const steps = stepsOf(played.boards[turn - 1] ?? {});
  if (steps.length === 0) return isFirst ? greeting : null;
  return steps.find(({ current }) => current)?.node ?? goodbye;
}

function stepsOf(board: Readonly<Record<string, Advice>>) {
  return Object.values(board).flatMap(advice => (advice.kind === 'step' ? [advice] : []));
}

/** Whether the list of steps never done is, at the end, exactly that of the nodes never clicked. */
function scoreUndone(played: Played, labels: readonly (string | null)[], task: StarTask | undefined, sum: Tally): void {
  if (!task) return;
  const nodes = Object.keys(task.replies).filter(node => !notSteps.includes(node) && node !== 'bank_bye');
  const done = new Set([...doneByTurn(played).values()].flat());
  sum.undone++;
  if (nodes.every(node => done.has(node) === labels.includes(node))) sum.undoneRight++;
}

/** Turns from the customer's words before the first click that only another task has, to the process being the active one. */
function scoreSwitches(
  played: Played,
  turns: readonly { readonly role: string }[],
  labels: readonly (string | null)[],
  dialogue: StarDialogue,
  graphs: ReadonlyMap<string, StarTask>,
  sum: Tally,
): void {
  const { tasks } = dialogue.labels;
  const ownerOf = (action: string): string | null => {
    const owners = tasks.filter(task => graphs.get(task)?.replies[action] !== undefined);
    return owners.length === 1 ? (owners[0] as string) : null;
  };
  let now: string | null = null;
  for (const [turn, action] of labels.entries()) {
    const task = action && ownerOf(action);
    if (!task || task === now) continue;
    const from = now;
    now = task;
    if (from === null || !bankTasks.includes(task)) continue;
    const said = turns.findLastIndex((each, at) => at < turn && each.role === 'customer');
    const ends = labels.findIndex((other, at) => at > turn && other !== null && ownerOf(other) !== null && ownerOf(other) !== task);
    const last = ends < 0 ? labels.length - 1 : ends;
    let at = said;
    while (at <= last && activeIn(played, at) !== task) at++;
    sum.switches++;
    if (at > last) sum.missed++;
    else sum.delay += at - said;
  }
}

function activeIn(played: Played, turn: number): string | null {
  for (const advice of Object.values(played.boards[turn] ?? {}))
    if (advice.kind === 'topic' && advice.state === 'active') return advice.process;
  return null;
}
