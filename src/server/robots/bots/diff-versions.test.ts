import { expect, test } from 'vitest';
import { diffInLines, diffInWords } from '#server/robots/bots/diff-versions.ts';

const wordCases = [
  { when: 'nothing differs', before: { a: 1, steps: [] }, after: { a: 1, steps: [] }, words: [] },
  {
    when: 'a field changes, one comes, one goes',
    before: { title: 'a', old: true },
    after: { title: 'b', fresh: 7 },
    words: [
      { where: 'fresh', change: 'added', after: '7' },
      { where: 'old', change: 'removed', before: 'true' },
      { where: 'title', change: 'changed', before: 'a', after: 'b' },
    ],
  },
  {
    when: 'a step is known by its id, wherever it stands',
    before: {
      steps: [
        { id: 'find', effect: 'read' },
        { id: 'commit', effect: 'commit' },
      ],
    },
    after: {
      steps: [
        { id: 'new', effect: 'read' },
        { id: 'find', effect: 'read' },
        { id: 'commit', effect: 'write' },
      ],
    },
    words: [
      { where: 'steps.commit.effect', change: 'changed', before: 'commit', after: 'write' },
      { where: 'steps.new.effect', change: 'added', after: 'read' },
      { where: 'steps.new.id', change: 'added', after: 'new' },
    ],
  },
  {
    when: 'only the English differs, in a line and in a step',
    before: { checklistEn: ['Open it', 'Save'], steps: [{ id: 'find', title: '查询' }] },
    after: { checklistEn: ['Open it', 'Save it'], steps: [{ id: 'find', title: '查询', titleEn: 'Query' }] },
    words: [
      { where: 'checklistEn.2', change: 'changed', before: 'Save', after: 'Save it' },
      { where: 'steps.find.titleEn', change: 'added', after: 'Query' },
    ],
  },
  {
    when: 'two steps change places',
    before: { steps: [{ id: 'a' }, { id: 'b' }] },
    after: { steps: [{ id: 'b' }, { id: 'a' }] },
    words: [
      { where: 'steps.a', change: 'moved', before: '1', after: '2' },
      { where: 'steps.b', change: 'moved', before: '2', after: '1' },
    ],
  },
] as const;
test.each(wordCases)('in words: $when', ({ before, after, words }) => expect(diffInWords(before, after)).toEqual(words));

const lineCases = [
  { when: 'the same text is left out', before: 'a\nb', after: 'a\nb', lines: ['left-out 2'] },
  { when: 'a line in the middle', before: 'a\nb\nc', after: 'a\nx\nc', lines: ['same a', 'removed b', 'added x', 'same c'] },
  {
    when: 'far lines are counted',
    before: '1\n2\n3\n4\n5\n6',
    after: '1\n2\n3\n4\n5\n6\n7',
    lines: ['left-out 3', 'same 4', 'same 5', 'same 6', 'added 7'],
  },
  { when: 'everything', before: 'a', after: 'b', lines: ['removed a', 'added b'] },
  { when: 'lines that stay between changes', before: 'a\nb\nc', after: 'b\nd', lines: ['removed a', 'same b', 'removed c', 'added d'] },
] as const;
test.each(lineCases)('in lines: $when', ({ before, after, lines }) =>
  expect(diffInLines(before, after).map(({ kind, text }) => `${kind} ${text}`)).toEqual(lines),
);
