import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { build } from '#engine/build.ts';
import { load } from '#engine/load.ts';
import { evalProcess } from '#eval/process.ts';
import type { StarDialogue, StarTask } from '#eval/star-dialogue.ts';
import { readFolder } from '#server/content/read-folder.ts';

const { release } = await readFolder(fileURLToPath(new URL('./star', import.meta.url)));
const engine = load(build(release));

const task = (name: string, ...nodes: string[]): StarTask => ({
  task: name,
  replies: Object.fromEntries(nodes.map(node => [node, node])),
  graph: Object.fromEntries(nodes.slice(0, -1).map((node, at) => [node, nodes[at + 1] as string])),
});
const tasks = [
  task('bank_balance', 'hello', 'ask_name', 'bank_ask_account_number', 'bank_ask_pin', 'bank_inform_balance', 'anything_else'),
  task(
    'bank_fraud_report',
    'hello',
    'ask_name',
    'bank_ask_account_number',
    'bank_ask_pin',
    'bank_inform_fraud_report_submitted',
    'anything_else',
  ),
];

const dialogue = (lines: readonly (readonly [text: string, action?: string | null])[], of: readonly string[]): StarDialogue => ({
  id: 'made-up',
  turns: lines.map(([text, action], at) => ({
    role: action === undefined ? 'customer' : 'agent',
    text,
    start_ms: at * 5000,
    labels: action ? { action } : {},
  })),
  labels: { tasks: [...of], happy: true, multi_task: of.length > 1 },
});

test('a dialogue that goes as it should, and one that turns to another task whose identity questions need no second asking', () => {
  const plain = dialogue(
    [
      ['I want to know my balance please'],
      ['Could I have your full name?', 'ask_name'],
      ['It is Ada Byron'],
      ['And the account number?', 'bank_ask_account_number'],
      ['Let me look, my account is 44556677'],
      ['Now your PIN please', 'bank_ask_pin'],
      ['My pin is 9182'],
      ['Your balance is 12 dollars', 'bank_inform_balance'],
    ],
    ['bank_balance'],
  );
  const turned = dialogue(
    [
      ...plain.turns.map(({ text, role, labels }): [string, (string | null)?] =>
        role === 'agent' ? [text, labels?.action ?? null] : [text],
      ),
      ['That is fraud, somebody stole 300 dollars from me'],
      ['Your report has been submitted', 'bank_inform_fraud_report_submitted'],
    ],
    ['bank_balance', 'bank_fraud_report'],
  );
  expect([evalProcess(engine, tasks, [plain]), evalProcess(engine, tasks, [turned])]).toMatchObject([
    { nodeDoneF1: 1, nodesDone: 4, nextStepTop1: 1, n: 4, staticTop1: 0.75, undoneExact: 1, undoneOf: 1, switches: 0 },
    { nodeDoneF1: 1, nodesDone: 5, nextStepTop1: 1, n: 5, undoneExact: null, switches: 1, switchesMissed: 0, switchDelayTurns: 0 },
  ]);
});

test('a label the engine could not hear from the words counts against it', () => {
  const silent = dialogue([['What is my balance?'], ['Hm.', 'ask_name']], ['bank_balance']);
  expect(evalProcess(engine, tasks, [silent])).toMatchObject({
    nodeDonePrecision: null,
    nodeDoneRecall: 0,
    nextStepTop1: 1,
    undoneExact: 0,
  });
});
