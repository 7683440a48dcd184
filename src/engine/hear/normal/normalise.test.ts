import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalise, normalText } from '#engine/hear/normal/normalise.ts';

const normal = (text: string, lang: 'zh' | 'en' = 'zh'): string => normalText(normalise(text, lang));

describe('Chinese numbers as they are said', () => {
  test.each([
    ['五天', '5天'],
    ['十五', '15'],
    ['十天之内', '10天之内'],
    ['二十一', '21'],
    ['一百二十块', '120块'],
    ['两万块', '20000块'],
    ['两万五', '25000'],
    ['三万六出去', '36000出去'],
    ['三千六', '3600'],
    ['七百三左右', '730左右'],
    ['一百零五', '105'],
    ['一万零五百', '10500'],
    ['一亿两千万', '120000000'],
    ['二十万存款', '200000存款'],
    ['八千多', '8000多'],
    ['二十几块钱', '20几块钱'],
    ['我今年七十一了', '我今年71了'],
    ['百分之三点五', '3.5%'],
    ['百分之四点零', '4.0%'],
    ['百分之百', '100%'],
    ['百分百', '100%'],
    ['百分之十五', '15%'],
    ['百分之3.5', '3.5%'],
    ['一点五倍', '1.5倍'],
    ['一点五万', '15000'],
    ['3.5万', '35000'],
    ['20万', '200000'],
    ['20,000元', '20000元'],
    ['零零幺六', '0016'],
    ['四四幺七', '4417'],
    ['工号幺零二七', '工号1027'],
    ['打幺幺零', '打110'],
    ['九六一一零', '96110'],
    ['一二三七八', '12378'],
    ['六零幺', '601'],
    ['二零二五年十月一日', '2025年10月1日'],
    ['三月五号', '3月5号'],
    ['十点四十二分', '10点42分'],
    ['下午三点半', '下午3点半'],
    ['下午一点', '下午1点'],
    ['八点来钟', '8点来钟'],
    ['三点多吧', '3点多吧'],
    ['两点三点都行', '2点3点都行'],
    ['一百二十八号三栋二单元', '128号3栋2单元'],
    ['十二期', '12期'],
    ['三个月', '3个月'],
    ['一个月', '1个月'],
    ['两年', '2年'],
    ['一年', '1年'],
    ['一到两个工作日', '1到2个工作日'],
    ['七到十个工作日', '7到10个工作日'],
    ['四十八小时', '48小时'],
    ['十分钟', '10分钟'],
    ['身份证后四位', '身份证后4位'],
    ['一个月也就七百一个月', '1个月也就700一个月'],
    ['壹佰贰拾元', '120元'],
  ])('%s → %s', (said, form) => expect(normal(said)).toBe(form));
});

describe('words that only look like numbers stay words', () => {
  test.each([
    '一下',
    '一定',
    '一点',
    '一样',
    '一点一样',
    '一点一点来',
    '一起',
    '统一',
    '第一',
    '第二天',
    '万一',
    '一般',
    '一会儿',
    '一块去',
    '三方',
    '四川',
    '十分抱歉',
    '千万别',
    '五一',
    '两三天',
    '三五百块',
    '一两个',
    '十七八岁',
    '几十块',
    '几十万',
    '十几天',
    '百分之十几',
    '周三',
    '礼拜三',
    '星期五',
    '成千上万',
    '上百万',
    '老百姓',
    '三分之一',
    '每一天',
    '哪一张卡',
    '唯一',
    '双方',
    '二维码',
    '零钱',
    '十足',
    '九牛',
  ])('%s', said => expect(normal(said)).toBe(said));
});

describe('English numbers', () => {
  test.each([
    ['five days', '5 days'],
    ['four four one seven', '4417'],
    ['double oh seven', '007'],
    ['ending in oh oh one six', 'ending in 0016'],
    ['twenty dollars', '20 dollars'],
    ['twenty-one', '21'],
    ['two thousand and fifty', '2050'],
    ['one hundred and five', '105'],
    ['three hundred thousand', '300000'],
    ['three point five percent', '3.5 percent'],
    ['one day', '1 day'],
    ['one moment', 'one moment'],
    ['no one', 'no one'],
    ['one of them', 'one of them'],
    ['someone', 'someone'],
    ['a hundred', 'a hundred'],
    ['two three days', '2 3 days'],
    ['LOST My Card', 'lost my card'],
    ['it’s  “gone”', 'it\'s "gone"'],
    ['$20,000', '$20000'],
    ['oh no', 'oh no'],
    ['oh one more thing', 'oh one more thing'],
  ])('%s → %s', (said, form) => expect(normal(said, 'en')).toBe(form));
});

describe('writing made one', () => {
  test.each([
    ['ＡＢＣ，１２３！', 'abc,123!'],
    ['掛失臺灣銀行', '挂失台湾银行'],
    ['挂失 了 App 下载', '挂失了app下载'],
    ['手机号 ⟦phone:1 …0016 ✓⟧ 对', '手机号⟦phone:1 …0016 ✓⟧对'],
    ['⟦phone', '⟦phone'],
    ['①', '1'],
    ['…等等', '…等等'],
  ])('%s → %s', (said, form) => expect(normal(said)).toBe(form));
});

test('every unit stands for a stretch of the original, in order, and never splits a pair or a mark', () => {
  const piece = fc.constantFrom(
    '五',
    '十',
    '万',
    '点',
    '零',
    '幺',
    '天',
    '块',
    'a',
    ' ',
    '1',
    ',',
    '。',
    '臺',
    '㎡',
    '😀',
    '⟦otp:2⟧',
    '百分之',
    'five ',
    '\n',
    '两',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 30 }),
      fc.constantFrom('zh', 'en'),
      (pieces, lang) => {
        const text = pieces.join('');
        const { from, to, length } = normalise(text, lang);
        for (let at = 0; at < length; at++) {
          expect(from[at]).toBeGreaterThanOrEqual(at > 0 ? (from[at - 1] as number) : 0);
          expect(to[at]).toBeGreaterThan(from[at] as number);
          expect(to[at]).toBeLessThanOrEqual(text.length);
          expect(text.slice(from[at], to[at])).toHaveLength((to[at] as number) - (from[at] as number));
        }
      },
    ),
    { seed: 7 },
  );
});
