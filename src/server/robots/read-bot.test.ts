import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readBot } from '#server/robots/read-bot.ts';

const good = `format: 1
bot: balance
title: 查余额
purpose: extraction
targets: { core: { title: 核心系统, origin: 'http://core.bank' } }
steps:
  - id: look
    do: browser
    target: core
    effect: read
    actions:
      - { act: open, path: / }
      - { act: read, at: ['#balance'], into: balance }
outputs:
  balance: vars.balance
`;

const cases: readonly { when: string; text: string; problems: readonly string[] }[] = [
  { when: 'nothing is wrong', text: good, problems: [] },
  {
    when: 'it is no YAML',
    text: 'steps: [',
    problems: ['1:9 : Flow sequence in block collection must be sufficiently indented and end with a ]'],
  },
  {
    when: 'it is another format, whatever else it says',
    text: 'format: 2\nlane: 7\n',
    problems: ['1:9 format: this Deskside reads format 1 of the bot language, not 2'],
  },
  { when: 'it tells no format', text: 'bot: x\n', problems: ['1:1 format: which format of the bot language is this? Write format: 1'] },
  {
    when: 'it is a list',
    text: '- format: 1\n',
    problems: ['1:1 format: a bot is a list of fields: format, bot, title, purpose, steps …'],
  },
  {
    when: 'fields are unknown, at the top and deep inside',
    text: good.replace('purpose: extraction', 'purpose: extraction\nlane: 7').replace('effect: read', 'effect: read\n    retries: 3'),
    problems: ['5:7 lane: there is no field lane here', '12:14 steps.0.retries: there is no field retries here'],
  },
  {
    when: 'a field has another shape',
    text: good.replace('do: browser', 'do: dance'),
    problems: [
      "8:9 steps.0.do: Invalid discriminator value. Expected 'browser' | 'http' | 'extract' | 'save' | 'mail' | 'wait' | 'set' | 'call' | 'announce' | 'ticket' | 'approve' | 'hand-over' | 'ask' | 'fail' | 'branch' | 'loop'",
    ],
  },
  {
    when: 'a selector is a number',
    text: good.replace("at: ['#balance']", 'at: [7]'),
    problems: [
      '13:27 steps.0.actions.1.at.0: Invalid input: expected string, received number; or Invalid input: expected array, received number',
    ],
  },
  {
    when: 'names lead nowhere',
    text: good.replace('vars.balance', 'vars.blance').replace('target: core\n', 'target: cora\n'),
    problems: ['9:13 steps.0.target: there is no target cora', '15:12 outputs.balance: no step gives blance a value'],
  },
  {
    when: 'blanks are left, they are the only complaint at their place',
    text: good.replace('effect: read', "effect: '?? read, write or commit'").replace('vars.balance', "'?? what it found'"),
    problems: ['10:13 steps.0.effect: still blank: read, write or commit', '15:12 outputs.balance: still blank: what it found'],
  },
  {
    when: 'aliases multiply',
    text: `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((one, at) => `${one}: &${one} [${`*${'abcdefgh'[at]},`.repeat(9)}]`).join('\n')}\n`,
    problems: ['1:1 : nested too deeply, or its aliases repeat too much'],
  },
  { when: 'it is too long', text: `${good}# ${'长'.repeat(334_000)}`, problems: ['1:1 : a bot is at most 1 MB of text'] },
];

test.each(cases)('$when', ({ text, problems }) => {
  const reading = readBot('a.bot.yaml', text);
  const found = reading.kind === 'read' ? [] : reading.problems.map(one => `${one.line}:${one.column} ${one.field}: ${one.why}`);
  expect(found).toEqual(problems);
});

test('the version follows what a bot says, not how it is laid out', () => {
  const versionOf = (text: string): string => {
    const reading = readBot('a.bot.yaml', text);
    return reading.kind === 'read' ? reading.version : 'refused';
  };
  const relaid = `# a comment\n${good.replace('effect: read\n    actions', "effect: 'read'\n\n    actions")}`;
  expect(versionOf(good)).toMatch(/^[0-9a-f]{64}$/);
  expect(versionOf(relaid)).toBe(versionOf(good));
  expect(versionOf(good.replace('#balance', '#saldo'))).not.toBe(versionOf(good));
});

test('the example of docs/robots.md is a bot with nothing wrong', () => {
  const page = readFileSync(new URL('../../../docs/robots.md', import.meta.url), 'utf8');
  const example = /^```yaml\n(.*?)^```/ms.exec(page)?.[1] ?? '';
  expect(readBot('docs/robots.md', example)).toMatchObject({ kind: 'read', bot: { bot: 'card-loss' } });
});
