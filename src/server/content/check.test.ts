import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkFolder } from '#server/content/check.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { diffReleases } from '#server/content/diff.ts';
import { exportFolder } from '#server/content/export.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { demoFolder } from '#test/kit/built-demo.ts';

const good = { 'bank.yaml': 'key: test\nname: 测试银行\nfictional: true\n' };
const article = (fields: string, script = '五天') => `---\nkey: K01\ntitle: 挂失\nquestion: 几天\n${fields}---\n${script}\n`;

const cases = [
  { when: 'there is no bank', files: {}, says: ['bank.yaml:1:1 error: this folder has no bank.yaml'] },
  {
    when: 'YAML is broken',
    files: { ...good, 'slots.yaml': '- key: a\n  label: [\n' },
    says: ['slots.yaml:3:1 error: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  },
  {
    when: 'a field has the wrong kind',
    files: { ...good, 'slots.yaml': '- key: amount\n  label: 金额\n  type: money\n' },
    says: [
      'slots.yaml:3:9 error amount.type: Invalid option: expected one of "text"|"choice"|"choices"|"amount"|"date"|"time"|"tail"|"person"|"place"|"number"|"percent"|"term"|"phone"|"card"|"id"|"email"|"code"|"profile"',
    ],
  },
  {
    when: 'English screens would show a Chinese name, or one of two English ones',
    files: {
      'bank.yaml': `${good['bank.yaml']}nameEn: Test Bank\n`,
      'slots.yaml':
        '- { key: when, label: 日期, type: date }\n- { key: a, label: 金额, labelEn: Amount, type: amount }\n- { key: b, label: 金额, labelEn: Sum, type: amount }\n- { key: c, label: Date, lang: en, type: date }\n',
    },
    says: [
      'slots.yaml:1:23 warning label: English screens show 日期 as it is: give it an English name',
      'slots.yaml:3:20 warning label: 金额 is called Amount elsewhere, and English screens show that: one word, one name',
    ],
  },
  {
    when: 'a wording of the summary has a blank that may stay empty, is never filled, or is a secret',
    files: {
      ...good,
      'slots.yaml':
        '- { key: tail, label: 尾号, type: tail }\n- { key: tel, label: 手机, type: phone }\n- { key: tier, label: 等级, type: profile, field: 等级 }\n',
      'processes/P1.yaml':
        'key: P1\ntitle: 挂失\nshort: 挂失\nidentity: none\ntriggers: [挂失]\nnote: "客户遗失{tail},要求挂失"\nnodes:\n  - { key: tell, title: 告知, required: true, script: 好, note: "[告知{tel}{gone}{tier}]", done: { by: agent, says: [好] } }\n',
    },
    says: [
      'processes/P1.yaml:6:7 error note: {tail} may be unknown: put it in […] with the words that go with it',
      'processes/P1.yaml:8:62 error nodes.0.note: tel is a phone, which no note may hold',
      'processes/P1.yaml:8:62 error nodes.0.note: no slot gone',
      'processes/P1.yaml:8:62 error nodes.0.note: tier is a profile, which no note may hold: it comes with the call, and no word of the call shows it',
    ],
  },
  {
    when: 'the bank has no English name: its screens are Chinese',
    files: { ...good, 'slots.yaml': '- { key: when, label: 日期, type: date }\n' },
    says: [],
  },
  {
    when: 'the shape of a code is none',
    files: { ...good, 'slots.yaml': "- key: postcode\n  label: Postcode\n  type: code\n  shapes: ['A9 9AA', 'a{9}']\n" },
    says: [
      'slots.yaml:4:22 error postcode.shapes.1: a shape is up to 24 of A (a letter), 9 (a digit), * (either) and other capitals and digits as they are, in groups: AA99 9AA',
    ],
  },
  {
    when: 'a queue names a band or a number that there is not',
    files: { ...good, 'settings.yaml': 'queues:\n  投诉: { exprt: { script: full } }\n  信用卡: { expert: { visibleCard: 3 } }\n' },
    says: [
      'settings.yaml:2:7 error queues.投诉: Unrecognized key: "exprt"',
      'settings.yaml:3:18 error queues.信用卡.expert: Unrecognized key: "visibleCard"',
    ],
  },
  {
    when: 'a pattern cannot be read',
    files: { ...good, 'articles/K01.md': article("cues: ['(挂失|解挂']\n") },
    says: ['articles/K01.md:5:9 error cue: (挂失|解挂: this ( is never closed'],
  },
  {
    when: 'a concept is not there',
    files: { ...good, 'articles/K01.md': article("cues: ['@nowhere']\n") },
    says: ['articles/K01.md:5:9 error cue: @nowhere: there is no concept nowhere'],
  },
  {
    when: 'an act names steps that no process has',
    files: {
      ...good,
      'concepts/acts.yaml': '- key: act/told\n  title: 告知\n  speaker: agent\n  steps: ["*/gone"]\n  examplesOf: ["P1/tell"]\n',
    },
    says: [
      'concepts/acts.yaml:4:11 error steps: no process has */gone: write process/node or */node',
      'concepts/acts.yaml:5:16 error examplesOf: no process has P1/tell: write process/node or */node',
    ],
  },
  {
    when: 'a fact cannot be compared, or is never spoken about',
    files: { ...good, 'articles/K01.md': article('facts: [{ name: 有效期, value: 很久, about: [] }]\n') },
    says: [
      'articles/K01.md:1:1 error facts: 有效期: 很久 is no value that can be compared',
      'articles/K01.md:1:1 error facts: 有效期: nothing tells when it is spoken about',
    ],
  },
  {
    when: 'an article is over before it begins',
    files: { ...good, 'articles/K01.md': article('from: 2026-07-01\nto: 2026-06-01\n') },
    says: [
      'articles/K01.md:6:5 error to: ends on 2026-06-01, before it begins on 2026-07-01, so it is never in force: move one of the two days',
    ],
  },
  {
    when: 'one key stands twice',
    files: { ...good, 'articles/a.md': article(''), 'articles/b.md': article('') },
    says: ['articles/b.md:1:1 error key: article/K01 stands already in articles/a.md:1: give one of them another key'],
  },
  {
    when: 'one category code stands twice',
    files: {
      ...good,
      'taxonomy.yaml': '- code: "01"\n  zh: 卡\n  children:\n    - code: "0101"\n      zh: 挂失\n    - code: "0101"\n      zh: 补卡\n',
    },
    says: ['taxonomy.yaml:6:7 error key: leaf/0101 stands already in taxonomy.yaml:4: give one of them another key'],
  },
  {
    when: 'nobody can say the script in a breath, nor fill its blank',
    files: { ...good, 'articles/K01.md': article('', `${'很'.repeat(120)}{{wish}}`) },
    says: [
      'articles/K01.md:1:1 warning script: 128 characters; over 120 it is hard to read aloud',
      'articles/K01.md:1:1 warning script: no slot fills {{wish}}',
    ],
  },
] as const;

test.each(cases)('$when: the problem names its place', async ({ files, says }) => {
  const dir = await mkdtemp(join(tmpdir(), 'deskside-content-'));
  for (const folder of ['articles', 'concepts', 'processes']) await mkdir(join(dir, folder));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  const folder = await readFolder(dir);
  const problems = [...folder.problems, ...checkFolder(folder)].map(writeProblem);
  await rm(dir, { recursive: true });
  expect(problems).toEqual(says);
});

test('the demo bank has no errors, and exports to a folder that reads back the same', async () => {
  const folder = await readFolder(demoFolder);
  const dir = await mkdtemp(join(tmpdir(), 'deskside-export-'));
  await exportFolder(folder.release, dir);
  const again = await readFolder(dir);
  await rm(dir, { recursive: true });
  expect({
    errors: [...folder.problems, ...checkFolder(folder)].filter(problem => problem.severity === 'error'),
    problemsOfCopy: again.problems,
    differences: diffReleases(folder.release, again.release),
  }).toEqual({ errors: [], problemsOfCopy: [], differences: [] });
});
