import { beforeAll, expect, test } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { type Line, playLines } from '#test/kit/play-lines.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await demoEngine();
});

/** What the hand-off did, a line of talk each: the reason it named, - when it went, null when nothing changed. */
function handoffs(lines: readonly Line[]): (string | null)[] {
  return playLines(engine, lines).changes.map(changed => {
    const change = changed.find(one => (one.op === 'withdrawn' ? one.key : one.advice.key) === 'handoff');
    if (!change) return null;
    return change.op !== 'withdrawn' && change.advice.kind === 'handoff' ? `${change.advice.reason} ${change.advice.urgency}` : '-';
  });
}

const hello: Line = ['b', '您好,我是智能客服,请问有什么可以帮您?'];
const limits: Line = ['b', '您可以在手机银行的限额管理里面调整每日限额。'];
const cases: readonly { readonly when: string; readonly lines: readonly Line[]; readonly raises: readonly (string | null)[] }[] = [
  { when: 'a person is wanted', lines: [hello, ['c', '给我转人工']], raises: [null, 'explicit_request normal'] },
  { when: 'fraud waits for no counter', lines: [hello, ['c', '我刚刚被骗了一万块']], raises: [null, 'fraud_emergency critical'] },
  { when: 'a life is at stake', lines: [hello, ['c', '我真的撑不下去了,不想活了']], raises: [null, 'crisis critical'] },
  { when: 'a lost card', lines: [hello, ['c', '我的卡丢了,快帮我挂失']], raises: [null, 'loss_emergency high'] },
  { when: 'the regulator is named', lines: [hello, ['c', '再不处理我就打12378投诉']], raises: [null, 'complaint_regulator high'] },
  {
    when: 'the bot says the same again and the customer is no further',
    lines: [hello, ['c', '限额太低了'], limits, ['c', '我找不到那个页面'], limits, ['c', '那里没有啊']],
    raises: [null, null, null, null, null, 'bot_loop normal'],
  },
  {
    when: 'the bot says the same again and that was it',
    lines: [hello, ['c', '限额太低了'], limits, ['c', '在哪里改'], limits, ['c', '哦看到了,谢谢']],
    raises: [null, null, null, null, null, null],
  },
  {
    when: 'twice unsolved',
    lines: [
      hello,
      ['c', '登录不了'],
      ['b', '请更新到最新版本。'],
      ['c', '更新过了,还是不行'],
      ['b', '请重启手机再试。'],
      ['c', '没用,试过了'],
    ],
    raises: [null, null, null, null, null, 'repeated_failure normal'],
  },
  {
    when: 'a question the bot can answer',
    lines: [hello, ['c', '账单日是几号'], ['b', '每月5日。'], ['c', '好的谢谢']],
    raises: [null, null, null, null],
  },
  { when: 'annoyed once is not yet furious', lines: [hello, ['c', '凭什么收我年费']], raises: [null, null] },
  {
    when: 'a weightier reason takes over, a lesser one does not',
    lines: [hello, ['c', '转人工'], ['b', '请稍候。'], ['c', '我被骗了'], ['b', '请稍候。'], ['c', '快转人工']],
    raises: [null, 'explicit_request normal', null, 'fraud_emergency critical', null, null],
  },
  {
    when: 'a person takes over',
    lines: [hello, ['c', '转人工'], ['a', '您好,我是客服三零二']],
    raises: [null, 'explicit_request normal', '-'],
  },
  {
    when: 'a person serves: only a life calls a specialist in',
    lines: [
      ['a', '您好'],
      ['c', '我被骗了'],
      ['c', '不想活了'],
    ],
    raises: [null, null, 'crisis critical'],
  },
];
test.each(cases)('$when', ({ lines, raises }) => expect(handoffs(lines)).toEqual(raises));
