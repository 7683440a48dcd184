import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { build } from '#engine/build.ts';
import { load } from '#engine/load.ts';
import { evalSgd, type SgdDialogue } from '#eval/slots-sgd.ts';
import { readFolder } from '#server/content/read-folder.ts';

const { release } = await readFolder(fileURLToPath(new URL('./sgd', import.meta.url)));
const engine = load(build(release));

type State = Readonly<Record<string, string[]>>;
type Line = readonly [role: 'customer' | 'agent', text: string, state?: State];
const dialogue = (...lines: readonly Line[]): SgdDialogue => ({
  id: 'made-up',
  turns: lines.map(([role, text, state]) => ({ role, text, labels: state ? [{ state }] : [] })),
});

test('right, missed and wrongly filled slots are told apart, any wording of a value will do', () => {
  const dialogues = [
    dialogue(
      ['customer', 'I want to transfer 450 bucks to Jerry from my checking account.', { account_type: ['checking'] }],
      ['agent', 'Okay.'],
      ['customer', 'Thanks.', { account_type: ['checking'], amount: ['$450', '450 bucks'], recipient_account_name: ['jerry'] }],
    ),
    dialogue(
      ['customer', 'I need to pay somebody.', {}],
      ['agent', 'How much?'],
      ['customer', '$1,200 please.', { amount: ['$1,300'] }],
      ['agent', 'And to whom?'],
      ['customer', 'Him, of course.', { amount: ['$1,300'], receiver: ['Bob'] }],
    ),
    dialogue(['customer', 'Send $70 to Maria.'], ['agent', 'No bank business here.']),
  ];
  const wrong: string[] = [];
  const { engine: ours, plain } = evalSgd(engine, dialogues, what => wrong.push(what));
  const one = { precision: 1, recall: 1, f1: 1, n: 1 };
  expect({ ours, wrong }).toEqual({
    ours: {
      precision: 0.75, // 3 of 4 filled
      recall: 0.6, // of 5 wanted
      f1: 0.667,
      n: 5,
      bySlot: {
        accountType: one,
        amount: { precision: 0.5, recall: 0.5, f1: 0.5, n: 2 },
        recipient: { precision: 1, recall: 0.5, f1: 0.667, n: 2 },
      },
      dialogues: 2,
    },
    wrong: ['made-up amount: 1200 for $1,300', 'made-up recipient: - for Bob'],
  });
  // The baseline reads answers only: 1,200 is wrong, Him is no Bob, and nothing was asked in the first dialogue.
  const none = { precision: null, recall: 0, f1: 0 };
  expect(plain).toEqual({
    precision: 0,
    recall: 0,
    f1: 0,
    n: 5,
    bySlot: {
      accountType: { ...none, n: 1 },
      amount: { precision: 0, recall: 0, f1: 0, n: 2 },
      recipient: { precision: 0, recall: 0, f1: 0, n: 2 },
    },
    dialogues: 2,
  });
});

test('without anything wanted every share is null', () => {
  const none = { precision: null, recall: null, f1: null, n: 0, bySlot: {}, dialogues: 0 };
  expect(evalSgd(engine, [dialogue(['customer', 'hello'])])).toEqual({ engine: none, plain: none });
});
