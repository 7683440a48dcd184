import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFolder } from '#server/content/check.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { readFolder } from '#server/content/read-folder.ts';

const head = (key: string, kind: string) =>
  `- key: ${key}\n  kind: ${kind}\n  title: 规则\n  severity: general\n  category: 测试\n  description: 规则\n  doNow: 请说明\n  deduct: 1\n`;
const asks = '  trigger: { by: customer, says: [挂失] }\n';
const needs = '  need: [{ by: agent, says: [有效期] }]\n';
const requires = (window: string, trigger = asks, more = '') => `${head('Q1', 'require')}${trigger}${needs}${more}  window: ${window}\n`;

const node = (key: string, fields = '', required = true) =>
  `  - key: ${key}\n    title: 步骤\n    required: ${required}\n    script: 好\n    done: { by: agent, says: [${key}说] }\n${fields}`;
const process = (nodes: string) => `key: P1\ntitle: 流程\nshort: 流程\nidentity: none\ntriggers: [挂失]\nnodes:\n${nodes}`;

const branching = (key: string, goto: string) => node(key, `    branch: [{ when: 不行, goto: '${goto}' }]\n`);

const places = '- { key: place, label: 地点, type: place }\n- { key: tier, label: 等级, type: profile, field: 客户等级 }\n';
const hasPlace = process(node('a')).replace('nodes:', 'slots: [place]\nnodes:');

/** What must not get into a release, and where the refusal points. */
const cases = [
  { when: 'a rule is sound', rules: requires('{ kind: agent-turns, n: 2 }'), says: [] },
  {
    when: 'turns are counted from no trigger',
    rules: requires('{ kind: agent-turns, n: 2 }', ''),
    says: [
      'rules/r.yaml:10:11 error window: the window never opens, so it never closes: agent-turns counts from a trigger; give the rule one, or use before-close',
    ],
  },
  {
    when: 'so many turns that no call has them',
    rules: requires('{ kind: turns, n: 500 }'),
    says: ['rules/r.yaml:11:29 error window.n: the window never closes in a call: n is at most 200 turns'],
  },
  {
    when: 'seconds longer than any call',
    rules: requires('{ kind: seconds, n: 99999 }'),
    says: ['rules/r.yaml:11:31 error window.n: the window never closes in a call: n is at most 14400 seconds'],
  },
  {
    when: 'the first agent turn is over before the trigger',
    rules: requires('{ kind: first-agent-turn }'),
    says: [
      'rules/r.yaml:11:11 error window: the window never closes: the first agent turn is over before a trigger counts; drop the trigger, or use agent-turns',
    ],
  },
  {
    when: 'no words close it',
    rules: requires('{ kind: before-said, said: { by: agent } }'),
    says: ['rules/r.yaml:11:38 error window.said: the window never closes: no words close it; give window.said.says at least one cue'],
  },
  {
    when: 'words close it, and a node that is nowhere',
    rules: requires('{ kind: before-said, said: { by: agent, says: [办好了] }, nodes: [P1/gone] }'),
    processes: process(node('a')),
    says: [
      'rules/r.yaml:11:73 error window.nodes: the window never closes: no process has P1/gone; write process/node, */node, verified or consented',
    ],
  },
  {
    when: 'it closes at a node that is nowhere',
    rules: requires('{ kind: before-node, nodes: [P1/gone, verified] }'),
    processes: process(node('a')),
    says: [
      'rules/r.yaml:11:39 error window.nodes: the window never closes: no process has P1/gone or verified; write process/node, */node, verified or consented',
    ],
  },
  {
    when: 'the node is in a process the rule does not look at',
    rules: requires('{ kind: before-node, nodes: ["*/a"] }', asks, '  when: { processes: [P2] }\n'),
    processes: process(node('a')),
    says: [
      'rules/r.yaml:11:23 error when.processes.0: there is no process P2: name one that is in processes/',
      'rules/r.yaml:12:39 error window.nodes: the window never closes: no process of P2 has */a; write process/node, */node, verified or consented',
    ],
  },
  {
    when: 'an order is after a node that is nowhere, and a metric has no limit',
    rules: `${head('Q1', 'order')}  said: { by: agent, says: [办好了] }\n  after: [P1/gone]\n${head('Q2', 'metric')}  metric: silence\n`,
    says: [
      'rules/r.yaml:10:11 error after.0: there is no node P1/gone: write process/node, */node or one of verified, consented, must-follow, obligations',
      'rules/r.yaml:19:11 error metric: no value breaks it: give it above, below or always',
    ],
  },
  {
    when: 'two rules have one id',
    rules: `${requires('{ kind: before-close }')}${requires('{ kind: before-close }')}`,
    says: ['rules/r.yaml:12:3 error key: rule/Q1 stands already in rules/r.yaml:1: give one of them another key'],
  },
  {
    when: 'steps wait for each other',
    processes: process(
      node('a') + node('b', '    mustFollow: [d]\n') + node('c', '    mustFollow: [b]\n') + node('d', '    mustFollow: [a, c]\n'),
    ),
    says: [
      'processes/P1.yaml:17:17 error nodes.1.mustFollow: these steps wait for each other, so none can ever be done in order: b waits for d waits for c waits for b; take one of them out of mustFollow, before or obligation.before',
    ],
  },
  {
    when: 'a step is to be said before the one it must follow',
    processes: process(
      node('a') + node('b', '    mustFollow: [a]\n    obligation: { before: a, title: 必说, deadline: 之前, chips: [{ label: 五天 }] }\n'),
    ),
    says: [
      'processes/P1.yaml:7:5 error nodes.0.before: these steps wait for each other, so none can ever be done in order: a waits for b waits for a; take one of them out of mustFollow, before or obligation.before',
    ],
  },
  {
    when: 'a required step wants more cues than it has',
    processes: process(node('a').replace('says: [a说]', 'says: [a说], atLeast: 3')),
    says: [
      'processes/P1.yaml:11:11 error nodes.0.done: the process has no reachable end: a is required, but it wants 3 different cues and has 1; lower atLeast or add cues',
    ],
  },
  {
    when: 'the greeting must follow what comes later',
    processes: process(node('a', '    mustFollow: [b]\n').replace('says: [a说]', 'says: [a说], within: first-agent-turn') + node('b')),
    says: [
      'processes/P1.yaml:11:11 error nodes.0.done: the process has no reachable end: a is required, but it is done in the first agent turn and must follow b, which comes later; take it out of mustFollow',
    ],
  },
  {
    when: 'nothing is required',
    processes: process(node('a', '', false)),
    says: [
      'processes/P1.yaml:7:3 error nodes: the process has no reachable end: nothing but the goodbye is required, so it would be over as it begins; mark a step required',
    ],
  },
  {
    when: 'branches lead round in a circle, and a step to itself',
    processes: process(branching('a', 'b') + branching('b', 'c') + branching('c', 'b') + branching('d', 'd')),
    says: [
      'processes/P1.yaml:18:32 error nodes.1.branch.0.goto: these steps lead to each other, so nobody gets on: b → c → b; take one of the branches out',
      'processes/P1.yaml:30:32 error nodes.3.branch.0.goto: the branch leads from d to itself: name the step that comes next',
    ],
  },
  {
    when: 'a process leads to itself, and is over before it begins',
    processes: `${process(branching('a', 'P:P1'))}from: 2026-07-01\nto: 2026-06-01\n`,
    says: [
      'processes/P1.yaml:12:32 error nodes.0.branch.0.goto: the branch leads from P1 to itself: name a step of it',
      'processes/P1.yaml:14:5 error to: ends on 2026-06-01, before it begins on 2026-07-01, so it is never in force: move one of the two days',
    ],
  },
  {
    when: 'two processes lead to each other on words of their own',
    processes: process(branching('a', 'P:P2')),
    more: process(branching('a', 'P:P1').replace('不行', '换一张')).replace('P1', 'P2'),
    says: [],
  },
  {
    when: 'two processes lead to each other on the same words',
    processes: process(branching('a', 'P:P2')),
    more: process(branching('a', 'P:P1')).replace('P1', 'P2'),
    says: [
      'processes/P1.yaml:12:32 error nodes.0.branch.0.goto: the same words lead round in a circle: P1 → P2 → P1; give one of the branches words of its own',
      'processes/P2.yaml:12:32 error nodes.0.branch.0.goto: the same words lead round in a circle: P2 → P1 → P2; give one of the branches words of its own',
    ],
  },
  {
    when: 'a rule has the wrong shape: it is named',
    rules: `${requires('{ kind: before-close }')}${requires('{ kind: turns, n: many }').replace('Q1', 'Q2')}`,
    says: ['rules/r.yaml:22:29 error Q2.window.n: Invalid input: expected number, received string'],
  },
  {
    when: 'a step refers to one that is not there, and two have one key',
    processes: process(node('a', '    mustFollow: [z]\n') + node('a')),
    says: [
      'processes/P1.yaml:13:10 error nodes.a: two nodes are called a: give one of them another key',
      'processes/P1.yaml:12:18 error nodes.a: P1 has no node z',
    ],
  },
  {
    when: 'the templates of queues are sound',
    slots: places,
    processes: hasPlace,
    settings: 'templates:\n  - { queue: A, add: [tier] }\n  - { queue: B, like: A, process: P1, require: [place, tier] }\n',
    says: [],
  },
  {
    when: 'a template names what is not there',
    slots: places,
    processes: hasPlace,
    settings: 'templates:\n  - { queue: A, like: C, process: P9, add: [x], hide: [y] }\n',
    says: [
      'settings.yaml:2:45 error templates.0.add.0: there is no slot x: name one of slots.yaml',
      'settings.yaml:2:56 error templates.0.hide.0: there is no slot y: name one of slots.yaml',
      'settings.yaml:2:35 error templates.0.process: there is no process P9: name one that is in processes/',
      'settings.yaml:2:23 error templates.0.like: no template is for the queue C: name one that has a template',
    ],
  },
  {
    when: 'templates build on each other',
    slots: places,
    settings: 'templates:\n  - { queue: A, like: B }\n  - { queue: B, like: A }\n',
    says: [
      'settings.yaml:2:23 error templates.0.like: these templates build on each other: A → B → A; take one like out',
      'settings.yaml:3:23 error templates.1.like: these templates build on each other: B → A → B; take one like out',
    ],
  },
  {
    when: 'templates build on each other by the second of a queue',
    slots: places,
    processes: hasPlace,
    settings:
      'templates:\n  - { queue: A, like: C }\n  - { queue: A, process: P1, like: B }\n  - { queue: B, like: A }\n  - { queue: C }\n',
    says: [
      'settings.yaml:3:36 error templates.1.like: these templates build on each other: A → B → A; take one like out',
      'settings.yaml:4:23 error templates.2.like: these templates build on each other: B → A → B; take one like out',
    ],
  },
  {
    when: 'a template for every process requires what is not there, or in none of them',
    slots: places,
    processes: hasPlace,
    settings: 'templates:\n  - { queue: A, require: [x, tier, place] }\n',
    says: [
      'settings.yaml:2:27 error templates.0.require.0: there is no slot x: name one of slots.yaml',
      'settings.yaml:2:30 error templates.0.require.1: no process has the field tier, so it could never be filled: add it as well',
    ],
  },
  {
    when: 'a queue requires what the one it builds on hides; adding it or leaving it open is no contradiction',
    slots: places,
    processes: hasPlace,
    settings:
      'templates:\n  - { queue: A, hide: [place] }\n  - { queue: B, like: A, process: P1, require: [place] }\n  - { queue: C, like: B, add: [place] }\n  - { queue: D, like: B, process: P1, optional: [place] }\n',
    says: ['settings.yaml:3:49 error templates.1.require.0: place is hidden in B for P1 by the 1st template: leave it in one of them'],
  },
  {
    when: 'a template contradicts itself, or another',
    slots: places,
    processes: hasPlace,
    settings:
      'templates:\n  - { queue: A, process: P1, hide: [place], require: [place, tier] }\n  - { queue: A, process: P1, optional: [place] }\n',
    says: [
      'settings.yaml:2:37 error templates.0.hide.0: place stands under require, too: leave it in one of them',
      'settings.yaml:2:62 error templates.0.require.1: P1 lacks the field tier, so it could never be filled: add it as well',
      'settings.yaml:3:5 error templates.1: A has a template for P1 already, the 1st: put both into one',
    ],
  },
  {
    when: 'a profile field listens, or says not what it holds, and another says it does',
    slots: '- { key: a, label: 甲, type: profile, says: [等级] }\n- { key: b, label: 乙, type: text, field: 等级 }\n',
    says: [
      'slots.yaml:1:29 error type: a profile field says which of the data that comes with the call it holds: give it field',
      'slots.yaml:1:44 error says: no word fills a profile field: take says out',
      'slots.yaml:2:42 error field: field is for type profile; b is text',
    ],
  },
] as const;

test.each(cases)('$when', async ({ says, ...texts }) => {
  const dir = await mkdtemp(join(tmpdir(), 'deskside-structure-'));
  await writeFile(join(dir, 'bank.yaml'), 'key: test\nname: 测试银行\nfictional: true\n');
  for (const folder of ['rules', 'processes']) await mkdir(join(dir, folder));
  for (const [name, folder, file] of [
    ['rules', 'rules', 'r.yaml'],
    ['processes', 'processes', 'P1.yaml'],
    ['more', 'processes', 'P2.yaml'],
    ['settings', '.', 'settings.yaml'],
    ['slots', '.', 'slots.yaml'],
  ] as const) {
    const text = (texts as Record<string, string>)[name];
    if (text) await writeFile(join(dir, folder, file), text);
  }
  const folder = await readFolder(dir);
  const problems = [...folder.problems, ...checkFolder(folder)].map(writeProblem);
  await rm(dir, { recursive: true });
  expect(problems).toEqual(says);
});
