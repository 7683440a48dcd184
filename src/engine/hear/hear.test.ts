import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileHearing } from '#engine/hear/compile.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import { Listening } from '#engine/hear/listen.ts';
import { sharpen } from '#engine/hear/match/sharpen.ts';
import { caughtIn, heardIn, releaseOf } from '#engine/hear/test-ears.ts';

describe('a pattern matches', () => {
  test.each([
    ['挂失', '我要挂失,帮我挂失', ['挂失', '挂失']],
    ['挂失', '我要解绑', []],
    ['(丢|掉|不见)了', '卡丢了,钱包不见了', ['丢了', '不见了']],
    ['(我)?(不知道|不清楚)', '我不知道,也不清楚', ['我不知道', '不清楚']],
    ['[丢掉]了', '卡掉了', ['掉了']],
    ['卡.{0,6}(丢|丢失)', '我的卡在车上丢失了', ['卡在车上丢失']],
    ['卡.{0,2}丢', '卡在车上丢了', []],
    ['卡.{3}丢', '卡在车上丢了', ['卡在车上丢']],
    ['卡.丢', '卡我丢', ['卡我丢']],
    ['卡.{0,6}丢', '我有卡。手机丢了', []],
    ['卡.{0,6}丢', '我有卡,手机丢了', ['卡,手机丢']],
    ['不能.{0,10}承诺', '不能,不能承诺', ['不能承诺']],
    ['不能.{0,10}承诺', '不能承诺,真不能承诺', ['不能承诺', '不能承诺']],
    ['(a.{0,3}b|a)c', 'a x b c ac', ['ac']],
    ['安全(的)?账户', '安全账户和安全的帐户', ['安全账户']],
    ['安全(的)?[账帐]户', '安全账户和安全的帐户', ['安全账户', '安全的帐户']],
    ['a(b(c)?)?d', 'abcd abd ad', ['abcd', 'abd', 'ad']],
    ['(<amount>)?.{0,2}手续费', '五十块手续费', ['五十块手续费']],
    ['尾号.{0,10}', '尾号四四幺七', ['尾号']],
    ['.{0,4}尾号', '我的尾号', ['尾号']],
  ])('%s in %s', (cue, text, words) => expect(caughtIn(text, heardIn(text, { cues: [cue] }))).toEqual(words.map(each => `${cue} ${each}`)));

  test.each([
    ['^不知道$', '不知道。', ['不知道']],
    ['^不知道$', '嗯,不知道啊!', ['不知道']],
    ['^不知道$', '我不知道', []],
    ['^不知道$', '不知道什么时候', []],
    ['^不知道$', '好的。不知道。再见', ['不知道']],
    ['^(我)?(不知道|不清楚)[。!]?$', '我不清楚', ['我不清楚']],
    ['^.{0,3}行$', '那个行', ['那个行']],
    ['对.{0,3}$', '对,是的', ['对,是的']],
    ['对.{0,3}$', '对于这件事情我不同意', []],
    ['同意吗？', '您同意吗?', ['同意吗?']],
    ['同意吗？', '您同意吗', []],
    ['^嗯', '嗯好', ['嗯']],
    ['再见$', '再见,', ['再见']],
    ['到$', '两个工作日肯定到。', ['到']],
  ])('%s at the edges of a sentence in %s', (cue, text, words) =>
    expect(caughtIn(text, heardIn(text, { cues: [cue] }))).toEqual(words.map(each => `${cue} ${each}`)),
  );

  test.each([
    ['5天', '有效期是五天', ['五天']],
    ['五天', '有效期是5天', ['5天']],
    ['五天', '十五天', []],
    ['(一|两)天', '一天两天', ['一天', '两天']],
    ['哪(一)?张', '哪一张,哪张', ['哪一张', '哪张']],
    ['三位码', '背面三位码', ['三位码']],
    ['第二次', '第二次打来', ['第二次']],
    ['96110', '九六一一零', ['九六一一零']],
    ['110', '打1102', []],
    ['10万', '每年十万', ['十万']],
    ['<number>(期|个月)', '分十二期,三个月', ['十二期', '三个月']],
    ['尾号.{0,6}<digits>', '尾号好像是四四幺七', ['尾号好像是四四幺七']],
    ['<percent>', '年化百分之三点五', ['百分之三点五']],
    ['转.{0,4}<amount>', '我转了两万块', ['转了两万块']],
    ['<date>', '昨天晚上和三月五号', ['昨天晚上', '三月五号']],
    ['<date>', '望江路一百二十八号', []],
    ['<time>', '下午三点半到的', ['下午三点半']],
    ['<term>', '五天之内,十二期', ['五天', '十二期']],
    ['验证码.{0,4}<otp>', '验证码是⟦otp:2⟧', ['验证码是⟦otp:2⟧']],
    ['<phone>', '⟦otp:2⟧', []],
    ['<secret>', '⟦otp:2⟧和⟦phone:1 …0016 ✓⟧', ['⟦otp:2⟧', '⟦phone:1 …0016 ✓⟧']],
    ['phone', '⟦phone:1 …0016 ✓⟧', []],
    ['0016', '⟦phone:1 …0016 ✓⟧', []],
  ])('%s over numbers and classes in %s', (cue, text, words) =>
    expect(caughtIn(text, heardIn(text, { cues: [cue] }))).toEqual(words.map(each => `${cue} ${each}`)),
  );

  test.each([
    ['no', 'I know nothing. No.', ['No']],
    ['cards?', 'my cards and card, discard', ['cards', 'card']],
    ["(can't|cannot) promise", 'I can’t promise', ['can’t promise']],
    ['lost (my |the )?card', 'I LOST   my Card', ['LOST   my Card']],
    ['within 5 days', 'within five days', ['within five days']],
    ['my .{0,12}card', 'my brand new card', ['my brand new card']],
    ['number is <phone>', 'number is ⟦phone:1 …0016 ✓⟧ ok', ['number is ⟦phone:1 …0016 ✓⟧']],
    ['transfer.{0,10}<amount>', 'transfer of twenty dollars', ['transfer of twenty dollars']],
  ])('%s in English: %s', (cue, text, words) =>
    expect(caughtIn(text, heardIn(text, { cues: [cue] }, { lang: 'en' }))).toEqual(words.map(each => `${cue} ${each}`)),
  );
});

describe('a concept is heard', () => {
  const lost = { key: 'lost', phrases: ['挂失', '卡丢了'], patterns: ['卡.{0,6}(丢|不见)了'], unless: ['(不|没)(要|用|有|需要)?', '朋友'] };
  test.each([
    ['我要挂失', ['@lost 挂失']],
    ['卡丢了', ['@lost 卡丢了']],
    ['我不要挂失', []],
    ['没有挂失', []],
    ['不,我要挂失', ['@lost 挂失']],
    ['我不太清楚怎么给它挂失', ['@lost 挂失']],
    ['我朋友的卡丢了', []],
    ['卡没有丢,是不见了', []],
  ])('%s', (text, hits) => expect(caughtIn(text, heardIn(text, { concepts: [lost] }))).toEqual(hits));

  test.each([
    ['customer', 1],
    ['agent', 0],
    ['bot', 0],
  ] as const)('of the customer only, said by the %s', (speaker, hits) =>
    expect(heardIn('挂失', { concepts: [{ ...lost, speaker: 'customer' }] }, { speaker }).hits).toHaveLength(hits),
  );
  test.each([
    ['customer', 0],
    ['agent', 1],
    ['bot', 1],
  ] as const)('of the agent only, said by the %s', (speaker, hits) =>
    expect(heardIn('挂失', { concepts: [{ ...lost, speaker: 'agent' }] }, { speaker }).hits).toHaveLength(hits),
  );

  test('through another concept, with its exemptions', () => {
    const urgent = { key: 'a-urgent', patterns: ['@lost', '被骗'] };
    expect(caughtIn('我被骗了要挂失', heardIn('我被骗了要挂失', { concepts: [urgent, lost] }))).toEqual([
      '@a-urgent 被骗',
      '@a-urgent 挂失',
      '@lost 挂失',
    ]);
    expect(heardIn('不要挂失', { concepts: [urgent, lost] }).hits).toEqual([]);
  });

  test('another concept may exempt', () => {
    const negation = { key: 'negation', phrases: ['绝不'] };
    expect(
      caughtIn('绝不挂失', heardIn('绝不挂失', { concepts: [{ key: 'x', phrases: ['挂失'], unless: ['@negation'] }, negation] })),
    ).toEqual(['@negation 绝不']);
  });

  test('and the whole hit tells where, how, how surely and with which values', () => {
    expect(heardIn('好,转了两万块', { concepts: [{ key: 'moved', patterns: ['转了<amount>'] }] })).toEqual({
      hits: [
        {
          concept: '@moved',
          cue: 0,
          span: [2, 7],
          how: 'pattern',
          confidence: 1,
          values: [{ class: 'amount', value: '20000', span: [4, 7] }],
        },
      ],
      values: [{ class: 'amount', value: '20000', span: [4, 7] }],
      normal: '好,转了20000块',
    });
  });
});

describe('what sounds the same', () => {
  const byEar = {
    key: 'x',
    phrases: ['挂失', '安全账户', '涉嫌', '尾号', '分期', '态度'],
    patterns: ['农商行.{0,3}转账'],
    homophones: true,
  };
  test.each([
    ['我要挂实', ['@x 挂实 ~']],
    ['转到安权帐户', ['@x 安权帐户 ~']],
    ['摄嫌洗钱', ['@x 摄嫌 ~']],
    ['为号是四四', ['@x 为号 ~']],
    ['我要分七', ['@x 分七 ~']],
    ['什么太度', ['@x 太度 ~']],
    ['农伤行的转帐', ['@x 农伤行的转帐 ~']],
    ['挂失挂实', ['@x 挂失', '@x 挂实 ~']],
    ['挂', []],
  ])('%s', (text, hits) => expect(caughtIn(text, heardIn(text, { concepts: [byEar] }))).toEqual(hits));
  test('is not heard by a concept that does not ask for it', () =>
    expect(heardIn('挂实', { concepts: [{ ...byEar, homophones: false }] }).hits).toEqual([]));
  test('is less sure', () => expect(heardIn('挂实', { concepts: [byEar] }).hits[0]?.confidence).toBe(0.8));
});

describe('values', () => {
  test.each([
    ['昨天晚上八点来钟吧两万块转给我表弟', ['date 昨天晚上', 'time 晚上8点来钟', 'amount 20000']],
    ['呃二十万吧', ['amount 200000']],
    ['我这期账单八千多', ['amount 8000']],
    ['二十万人', ['number 200000']],
    ['三块五', ['amount 3.5']],
    ['里头还有二十多万', ['amount 200000']],
    ['三十来万块钱', ['amount 300000']],
    ['七十块零两毛', ['amount 70.2']],
    ['借八万周转', ['amount 80000']],
    ['一百八十一块三毛七', ['amount 181.37']],
    ['一百八十一块三毛七分钱', ['amount 181.37']],
    ['两块三毛', ['amount 2.3']],
    ['八毛五', ['amount 0.85']],
    ['三毛钱', ['amount 0.3']],
    ['百分之四点零', ['percent 4.0']],
    ['三个百分点', ['percent 3']],
    ['今天上午', ['date 今天上午']],
    ['上礼拜三', ['date 上礼拜三']],
    ['三月五号下午三点半', ['date 3月5号', 'time 下午3点半']],
    ['十二期', ['term 12期']],
    ['四十八小时', ['term 48小时']],
    ['半小时前', ['time 半小时前']],
    ['一到两个工作日', ['term 1到2个工作日']],
    ['万分之五', ['percent 0.05']],
    ['存10w定期', ['amount 100000']],
    ['一块五', ['amount 1.5']],
    ['三千美金', ['amount 3000']],
    ['一万块一年三百二利息', ['amount 10000', 'term 1年', 'number 320']],
    ['二〇二六年', ['date 2026年']],
    ['二十年', ['term 20年']],
    ['三天前', ['date 3天前']],
    ['这个月十五', ['date 这个月15']],
    ['国庆节前', ['date 国庆节前']],
    ['差五分九点', ['time 差5分9点']],
    ['尾号四四幺七', ['digits 4417']],
    ['手机⟦phone:1 …0016 ✓⟧', ['mark ⟦phone:1 …0016 ✓⟧']],
    ['幺幺零', ['digits 110']],
    ['转了8000,对方', ['amount 8000']],
    ['为什么扣我年费200', ['amount 200']],
    ['刷满5次,转到尾号4417', ['number 5', 'digits 4417']],
    ['还12期', ['term 12期']],
  ])('%s', (text, values) => expect(heardIn(text, {}).values.map(value => `${value.class} ${value.value}`)).toEqual(values));
  test.each([
    ['twenty dollars last Monday at 10 am', ['amount 20', 'date last monday', 'time 10 am']],
    ['$20,000 within 10 working days', ['amount 20000', 'term 10 working days']],
    ['on March 5th', ['date march 5th']],
    ['three point five percent', ['percent 3.5']],
  ])('%s', (text, values) =>
    expect(heardIn(text, {}, { lang: 'en' }).values.map(value => `${value.class} ${value.value}`)).toEqual(values),
  );
});

describe('compiling', () => {
  const release = releaseOf(
    [
      { key: 'b', phrases: ['挂失'], patterns: ['卡.{0,6}丢', '@a'], unless: ['不'], homophones: true },
      { key: 'a', phrases: ['丢卡', '<>'] },
    ],
    ['@b', '@nobody', '卡.*丢', '同意'],
  );
  test('gives the same bytes twice, and survives JSON', () => {
    const part = compileHearing(release);
    expect(JSON.stringify(compileHearing(structuredClone(release)))).toBe(JSON.stringify(part));
    const utterance = { position: 1 as never, revision: 0, speaker: 'customer' as const, text: '不是,卡丢了,同意', startMs: 0, endMs: 0 };
    expect(loadHearing(JSON.parse(JSON.stringify(part))).hear({ ...utterance }, 'zh')).toEqual(loadHearing(part).hear(utterance, 'zh'));
  });
  test('names what is wrong and goes on', () =>
    expect(compileHearing(release).problems).toEqual([
      { cue: '@nobody', line: 1, column: 2, why: 'there is no concept nobody' },
      { cue: '卡.*丢', line: 1, column: 3, why: expect.stringContaining('* is not in the language') },
    ]));
  test('a circle of concepts is a problem, not an endless one', () =>
    expect(
      compileHearing(
        releaseOf(
          [
            { key: 'a', patterns: ['@b'] },
            { key: 'b', patterns: ['@a'] },
          ],
          [],
        ),
      ).problems,
    ).toEqual([{ cue: '@a', line: 1, column: 2, why: 'b and a name each other' }]));
});

test('ears read the same utterance once', () => {
  const ears = loadHearing(compileHearing(releaseOf([], ['挂失'])));
  const utterance = { position: 1 as never, revision: 0, speaker: 'customer' as const, text: '挂失', startMs: 0, endMs: 0 };
  expect(ears.hear(utterance, 'zh')).toBe(ears.hear(utterance, 'zh'));
});

describe('whatever an author writes and a customer says', () => {
  const words = fc.constantFrom('a', 'b', 'ab', '卡', '丢', '不', '五天', '1', ' ', '了');
  const { pattern } = fc.letrec<{ pattern: string; part: string }>(tie => ({
    part: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      words,
      fc.constantFrom('.', '.{0,8}', '.{2,40}', '<number>', '<term>', '^', '$'),
      fc.tuple(tie('pattern'), fc.constantFrom('', '?')).map(([inside, mark]) => `(${inside})${mark}`),
      fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(${one}|${other})`),
    ),
    pattern: fc.array(tie('part'), { minLength: 1, maxLength: 5 }).map(parts => parts.join('')),
  }));
  const cue = pattern.filter(written => written.length <= 200);
  const text = fc
    .array(fc.oneof(words, fc.constantFrom('。', ',', '⟦otp:1⟧', '😀', '臺', '\n')), { minLength: 1, maxLength: 60 })
    .map(parts => parts.join(''));

  test('spans lie in the text, in order, and hold something', () =>
    fc.assert(
      fc.property(fc.array(cue, { maxLength: 5 }), text, (cues, said) => {
        const { hits, values } = heardIn(said, {
          cues,
          concepts: [{ key: 'c', phrases: ['丢了', '五天'], patterns: cues, homophones: true }],
        });
        for (const { span } of [...hits, ...values]) {
          expect(span[0]).toBeGreaterThanOrEqual(0);
          expect(span[1]).toBeGreaterThan(span[0]);
          expect(span[1]).toBeLessThanOrEqual(said.length);
        }
        const starts = hits.map(hit => hit.span[0]);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
      { seed: 11, numRuns: 300 },
    ));

  test('twice the text is at most about twice the work, and no pattern takes more than its size times the text', () =>
    fc.assert(
      fc.property(cue, text, (written, said) => {
        const listening = new Listening(sharpen(compileHearing(releaseOf([], [written]))));
        const work = (times: number): number => workOf(listening, said.repeat(times));
        const once = work(10);
        expect(work(20)).toBeLessThanOrEqual(once * 2.6 + 200);
        expect(once).toBeLessThanOrEqual((written.length + 60) * 4 * (said.length * 10 + 20));
      }),
      { seed: 13, numRuns: 100 },
    ));

  test('the worst we know: fifty gaps over one repeated letter', () => {
    const cue = Array.from({ length: 50 }, () => 'a').join('.{0,40}');
    const listening = new Listening(sharpen(compileHearing(releaseOf([], [cue]))));
    expect(workOf(listening, 'a '.repeat(2000))).toBeLessThan(50 * 4000 * 4);
  });
});

function workOf(listening: Listening, text: string): number {
  listening.hear({ text, speaker: 'customer' }, 'zh');
  return listening.places.work;
}
