import { expect, test } from 'vitest';
import { importRecording } from '#robots/import-recording.ts';
import { readBot } from '#server/robots/read-bot.ts';
import { writeImported } from '#server/robots/write-bot.ts';

const recording = {
  title: '挂失登记',
  steps: [
    { type: 'navigate', url: 'http://core.bank:8080/' },
    { type: 'change', value: 'Canary#9981', selectors: [['aria/密码'], ['#pwd']] },
    { type: 'click', selectors: [['aria/登录'], ['button']], offsetX: 1, offsetY: 1 },
    { type: 'change', value: '6222020012345678', selectors: [['aria/卡号']] },
    { type: 'click', selectors: [['aria/查询'], ['#find']], offsetX: 1, offsetY: 1 },
    { type: 'click', selectors: [['aria/提交'], ['#ok']], offsetX: 1, offsetY: 1 },
    { type: 'click', target: 'http://core.bank:8080/receipt', selectors: [['#print']], offsetX: 1, offsetY: 1 },
  ],
};

test('an imported recording lacks exactly its blanks, and is a bot once they are filled', () => {
  const imported = importRecording(recording, undefined);
  if (imported.kind === 'refused') throw new Error('refused');
  const text = writeImported(imported);
  const reading = readBot('loss.bot.yaml', text);
  const complaints = reading.kind === 'read' ? [] : reading.problems.map(({ field, why }) => `${field} ${why.slice(0, 12)}`);
  expect(complaints).toEqual([
    'purpose still blank:',
    'secrets.signIn.role still blank:',
    'steps.1.effect still blank:',
    'steps.2.key still blank:',
    'steps.2.verify.actions.0.at.0 still blank:',
    'steps.2.verify.took still blank:',
    'steps.3.effect still blank:',
  ]);

  const filled = text
    .replace(/purpose: .*/, 'purpose: process')
    .replace(/role: .*/, 'role: 柜员')
    .replace(/effect: .*\?\?.*/g, 'effect: read')
    .replace(/key: .*/, "key: 'loss:{{ inputs.cardNo }}'")
    .replace(/- .*\?\?.*/, "- '#state'")
    .replace(/took: .*/, `took: 'vars.after.contains("已挂失")'`);
  expect(readBot('loss.bot.yaml', filled)).toMatchObject({ kind: 'read', bot: { bot: 'recorded', title: '挂失登记' } });
});
