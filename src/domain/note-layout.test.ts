import { expect, test } from 'vitest';
import { defaultLayout, layoutProblems, writeNote } from '#domain/note-layout.ts';

const parts = {
  category: ['借记卡', '挂失与补卡', '本人挂失'],
  code: '020101',
  further: [{ code: '050601', path: ['电子银行', '短信通知'] }],
  reason: '客户来电挂失。',
  process: '核实身份后办理口头挂失。',
  result: '',
  fields: [
    { key: 'cardTail', label: '卡尾号', value: '5521' },
    { key: 'phone', label: '手机', value: '⟦phone:1 …0016 ✓⟧' },
  ],
  agent: '1027',
  call: 'CC-1',
};

const cases = [
  {
    when: 'as it comes',
    layout: defaultLayout.zh,
    note: '借记卡 / 挂失与补卡 / 本人挂失\n电子银行 / 短信通知\n客户来电挂失。核实身份后办理口头挂失。\n卡尾号：5521\n手机：****0016',
  },
  {
    when: 'a bank has its own',
    layout: '[{{code}}] {{ call }}\n尾号{{field.cardTail}}\n结果：{{result}}\n记录人 {{agent}}',
    note: '[020101] CC-1\n尾号5521\n记录人 1027',
  },
  {
    when: 'labels are English',
    layout: '{{fields}}',
    fields: [{ key: 'cardTail', label: 'Card tail', value: '5521' }],
    note: 'Card tail: 5521',
  },
  { when: 'codes alone', layout: '{{code}} {{furtherCodes}}', note: '020101 050601' },
  { when: 'the call is about one thing only', layout: '{{code}}\n{{further}}', further: [], note: '020101' },
  { when: 'a field is not there', layout: '{{field.amount}}\n完', note: '完' },
];

test.each(cases)('$when', ({ layout, note, ...own }) => {
  expect(writeNote(layout, { ...parts, ...own })).toBe(note);
});

test('a layout that names nothing we know is refused by line and column', () => {
  expect(layoutProblems(defaultLayout.en)).toEqual([]);
  expect(layoutProblems('{{category}}\n原因 {{cause}}\n{{result')).toEqual([
    {
      line: 2,
      column: 4,
      why: 'cause is none of category, code, further, furtherCodes, reason, process, result, fields, agent, call, field.<key>',
    },
    { line: 3, column: 1, why: 'braces that do not close' },
  ]);
});
