import { expect, test } from 'vitest';
import { Release } from '#domain/release.ts';
import { cuesOf, saidCues } from '#engine/hear/cues.ts';

/** A release with a cue of its own in every place that may hold one. */
const release = Release.parse({
  bank: { key: 'b', name: 'b', fictional: true },
  settings: {
    fillers: ['settings.fillers'],
    announced: ['settings.announced'],
    anythingElse: ['settings.anythingElse'],
    closing: ['settings.closing'],
  },
  concepts: [{ key: 'c', title: 'c', phrases: ['no cue'], patterns: ['concept.patterns'], unless: ['concept.unless'] }],
  articles: [
    {
      key: 'a',
      title: 'a',
      question: 'no cue',
      script: 'no cue',
      cues: ['article.cues'],
      mustSay: [{ label: 'no cue', said: ['article.mustSay.said'] }, { label: '24小时(内)' }],
      facts: [{ name: 'no cue', value: 'no cue', about: ['article.facts.about'] }],
    },
  ],
  processes: [
    {
      key: 'p',
      title: 'p',
      short: 'p',
      identity: 'none',
      triggers: ['process.triggers', '@c'],
      notWhen: ['process.notWhen'],
      nodes: [
        {
          key: 'n',
          title: 'n',
          required: true,
          script: 'no cue',
          done: { by: 'agent', says: ['node.says'], reply: ['node.reply'], refuse: ['node.refuse'], confirm: ['node.confirm'] },
          opensOn: ['node.opensOn'],
          closedBy: ['node.closedBy'],
          answers: ['node.answers'],
          retractedBy: ['node.retractedBy'],
          branch: [{ when: 'node.branch.when', goto: 'n' }],
          obligation: { before: 'n', title: 'no cue', deadline: 'no cue', chips: [{ label: 'no cue', said: ['node.obligation.said'] }] },
        },
      ],
      results: [{ title: 'no cue', when: ['process.results.when'] }],
    },
  ],
  rules: [
    {
      kind: 'require',
      key: 'r1',
      title: 'r',
      severity: 'general',
      category: 'x',
      description: 'no cue',
      doNow: 'no cue',
      deduct: 1,
      recoveredBy: ['rule.recoveredBy'],
      when: {
        heardBefore: [{ by: 'any', says: ['rule.when.heardBefore'] }],
        notHeardBefore: [{ by: 'any', says: ['rule.when.notHeardBefore'] }],
      },
      trigger: { by: 'any', says: ['rule.trigger.says'], unless: ['rule.trigger.unless'] },
      need: [{ by: 'agent', says: ['rule.need.says'], unless: ['rule.need.unless'] }],
      window: { kind: 'before-close' },
    },
    {
      kind: 'prompt',
      key: 'r2',
      title: 'r',
      severity: 'general',
      category: 'x',
      description: 'no cue',
      doNow: 'no cue',
      deduct: 0,
      untilSaid: ['rule.untilSaid'],
    },
  ],
  leaves: [{ code: 'l', path: ['no cue'], cues: ['leaf.cues'] }],
  slots: [
    {
      key: 's',
      label: 's',
      type: 'choice',
      asked: ['slot.asked'],
      says: ['slot.says'],
      choices: [{ value: 'no cue', says: ['slot.choices.says'] }],
      unless: ['slot.unless'],
      unsure: ['slot.unsure'],
    },
  ],
  handoffReasons: [{ key: 'h', title: 'h', says: ['handoff.says'], unless: ['handoff.unless'], urgency: 'normal', routeTo: 'no cue' }],
  versions: {},
});

test('every cue of a release is found, and nothing else', () =>
  expect(cuesOf(release)).toEqual(
    [
      '24小时\\(内\\)',
      '@c',
      'article.cues',
      'article.facts.about',
      'article.mustSay.said',
      'concept.patterns',
      'concept.unless',
      'handoff.says',
      'handoff.unless',
      'leaf.cues',
      'node.answers',
      'node.branch.when',
      'node.closedBy',
      'node.confirm',
      'node.obligation.said',
      'node.opensOn',
      'node.refuse',
      'node.reply',
      'node.retractedBy',
      'node.says',
      'process.notWhen',
      'process.results.when',
      'process.triggers',
      'rule.need.says',
      'rule.need.unless',
      'rule.recoveredBy',
      'rule.trigger.says',
      'rule.trigger.unless',
      'rule.untilSaid',
      'rule.when.heardBefore',
      'rule.when.notHeardBefore',
      'settings.announced',
      'settings.anythingElse',
      'settings.closing',
      'settings.fillers',
      'slot.asked',
      'slot.choices.says',
      'slot.says',
      'slot.unless',
      'slot.unsure',
    ].sort(),
  ));

test('a chip without cues listens for its own label', () => {
  expect(saidCues({ label: '5天', said: [] })).toEqual(['5天']);
  expect(saidCues({ label: '5天', said: ['五(个)?工作日'] })).toEqual(['五(个)?工作日']);
});
