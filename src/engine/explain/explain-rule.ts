import type { Explanation } from '#domain/explanation.ts';
import { isClaimedOnce, type Rule, type RuleOf } from '#domain/rule.ts';
import { conditionsInWords } from '#engine/explain/conditions-in-words.ts';
import { measureInWords } from '#engine/explain/measure-in-words.ts';
import { titleIn } from '#engine/explain/names-of.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';
import { beforeInWords } from '#engine/explain/places-in-words.ts';
import { excusesInWords, saidInWords, sideInWords } from '#engine/explain/said-in-words.ts';
import { windowInWords } from '#engine/explain/window-in-words.ts';

/** A rule in words: what makes it fire, what excuses it, in which time, what takes it back, what puts it right. */
export function explainRule(rule: Rule, names: Names, lang: ToldIn): Explanation {
  const told = explainKind(rule, names, lang);
  const conditions = conditionsInWords(rule.when, names, lang);
  const putRight = putRightInWords(rule, names, lang);
  const weight = weightOf(rule, lang);
  return {
    title: titleIn(rule, lang),
    fires: conditions === '' ? told.fires : `${conditions}${lang === 'zh' ? '' : ' '}${told.fires}`,
    unless: told.unless,
    within: told.within,
    withdrawn: told.withdrawn,
    ...(putRight === '' ? {} : { putRight }),
    ...(weight === '' ? {} : { weight }),
  };
}

type Told = Pick<Explanation, 'fires' | 'unless' | 'within' | 'withdrawn'>;

function explainKind(rule: Rule, names: Names, lang: ToldIn): Told {
  switch (rule.kind) {
    case 'forbid':
      return {
        fires: pick(lang, `${saidInWords(rule.said, names, 'zh')}时提示`, `fires when ${saidInWords(rule.said, names, 'en')}`),
        unless: excusesInWords(rule.said, names, lang),
        within: atOnce(lang),
        withdrawn: [corrected(lang)],
      };
    case 'require':
      return requireInWords(rule, names, lang);
    case 'order':
      return orderInWords(rule, names, lang);
    case 'metric':
      return measureInWords(rule, names, lang);
    case 'prompt':
      return promptInWords(rule, names, lang);
    case 'fact':
      return factInWords(rule, names, lang);
    case 'not-evaluable':
      return {
        fires: pick(lang, `目前不判断,从不提示:${rule.needs}`, `not judged for now, never fires: ${rule.needs}`),
        unless: [],
        within: pick(lang, '没有时限', 'no time runs'),
        withdrawn: [],
      };
  }
}

function requireInWords(rule: RuleOf<'require'>, names: Names, lang: ToldIn): Told {
  const need = rule.need.map(said => saidInWords(said, names, lang)).join(pick(lang, ',或', ', or '));
  const { trigger, window } = rule;
  const ways = new Set(window.kind === 'before-said' ? window.nodes.map(node => node.slice(0, node.lastIndexOf('/'))) : []);
  const about = (before: string, or: string) =>
    ways.size === 0 ? '' : `${before}${[...ways].map(key => names.process(key) ?? key).join(or)}`;
  const fires = trigger
    ? pick(
        lang,
        `${saidInWords(trigger, names, 'zh')}之后${about(',或正在办理', '、')},没有听到${need}时提示`,
        `fires when ${saidInWords(trigger, names, 'en')}${about(' or the talk is about ', ' or ')}, and this does not follow: ${need}`,
      )
    : pick(lang, `没有听到${need}时提示`, `fires when this is missing: ${need}`);
  const earlier = rule.needEarlier || !trigger ? [pick(lang, '此前已经说过', 'it was said earlier')] : [];
  const triggerExcuses = trigger
    ? excusesInWords(trigger, names, lang).map(words => pick(lang, `触发的话里:${words}`, `in the words that trigger it, ${words}`))
    : [];
  const needExcuses = rule.need
    .flatMap(said => excusesInWords(said, names, lang))
    .map(words => pick(lang, `不算说到:${words}`, `it does not count as said where ${words}`));
  return {
    fires,
    unless: [...earlier, ...triggerExcuses, unheard(lang)],
    within: [windowInWords(window, names, lang), ...new Set(needExcuses)].join(pick(lang, ';', '; ')),
    withdrawn: [pick(lang, '缺的话在同一口气里补上', 'the missing words follow in the same breath'), corrected(lang)],
  };
}

function orderInWords(rule: RuleOf<'order'>, names: Names, lang: ToldIn): Told {
  const steps = rule.steps.map(({ node, after }) => {
    const missing = after.map(before => beforeInWords(before, names, lang)).join(pick(lang, '、', ', '));
    const done =
      node === '*'
        ? pick(lang, '任何一步完成', 'any step is done')
        : pick(lang, `${beforeInWords(node, names, 'zh')}完成`, `${beforeInWords(node, names, 'en')} is done`);
    return pick(lang, `${done}时,${missing}还没有完成`, `${done} before ${missing}`);
  });
  const after = rule.after.map(before => beforeInWords(before, names, lang)).join(pick(lang, '、', ' and '));
  const words = rule.said
    ? [
        rule.after.length > 0
          ? pick(lang, `${after}之前,${saidInWords(rule.said, names, 'zh')}`, `${saidInWords(rule.said, names, 'en')} before ${after}`)
          : saidInWords(rule.said, names, lang),
      ]
    : [];
  return {
    fires: pick(lang, `${[...words, ...steps].join(';或')}时提示`, `fires when ${[...words, ...steps].join('; or when ')}`),
    unless: [
      ...rule.orSaid.map(said => pick(lang, `此前${saidInWords(said, names, 'zh')}`, `earlier ${saidInWords(said, names, 'en')}`)),
      ...(rule.said ? excusesInWords(rule.said, names, lang) : []),
      ...(rule.steps.length > 0 ? [pick(lang, '这一步是人工勾选的', 'the step was ticked by hand')] : []),
      unheard(lang),
    ],
    within: atOnce(lang),
    withdrawn: [corrected(lang)],
  };
}

function promptInWords(rule: RuleOf<'prompt'>, names: Names, lang: ToldIn): Told {
  const processes = rule.onProcess.map(key => names.process(key) ?? key).join(pick(lang, '、', ', '));
  const causes = [
    ...(rule.trigger ? [saidInWords(rule.trigger, names, lang)] : []),
    ...(processes === '' ? [] : [pick(lang, `一进入流程 ${processes}`, `the process ${processes} begins`)]),
  ];
  const chips = rule.chips.map(({ label }) => pick(lang, `「${label}」`, `“${label}”`)).join(pick(lang, '、', ', '));
  const lasts = pick(lang, `坐席又说了 ${rule.lastsAgentTurns} 轮`, `the agent has spoken ${rule.lastsAgentTurns} more turns`);
  return {
    fires: pick(lang, `${causes.join(',或')}时事先提示`, `shown beforehand when ${causes.join(', or when ')}`),
    unless: [
      ...(rule.trigger ? excusesInWords(rule.trigger, names, lang) : []),
      pick(
        lang,
        `过去 ${seconds(rule.cooldownSeconds, 'zh')}内已经提示过`,
        `it was shown within the last ${seconds(rule.cooldownSeconds, 'en')}`,
      ),
    ],
    within: rule.pinned
      ? pick(lang, '一直显示到说到为止', 'it stays until it is said')
      : pick(lang, `${lasts}之后收起`, `it goes once ${lasts}`),
    withdrawn: [
      ...(chips === '' ? [] : [pick(lang, `${chips}都说到了`, `all of ${chips} have been said`)]),
      ...(rule.untilSaid.length === 0
        ? []
        : [pick(lang, `坐席说到${phrasesOf(rule.untilSaid, names, 'zh')}`, `the agent says ${phrasesOf(rule.untilSaid, names, 'en')}`)]),
      corrected(lang),
    ],
  };
}

function factInWords(rule: RuleOf<'fact'>, names: Names, lang: ToldIn): Told {
  const who = rule.by.map(by => sideInWords(by, lang)).join(pick(lang, '或', ' or '));
  return {
    fires: pick(
      lang,
      `${who}告知的数值(金额、期限、比例、次数、日期)与知识条目登记的不一致时提示`,
      `fires when ${who} gives a value (an amount, a term, a rate, a count, a date) other than the article has it`,
    ),
    unless: [
      ...excusesInWords(rule, names, lang),
      ...(rule.aside.length === 0
        ? []
        : [
            pick(
              lang,
              `这个数值只是被否定或提到:${phrasesOf(rule.aside, names, 'zh')}`,
              `the value is only denied or mentioned: ${phrasesOf(rule.aside, names, 'en')}`,
            ),
          ]),
      pick(lang, '正确的数值也在旁边,或说得含糊(几天、多)', 'the right value stands near as well, or the value is vague'),
      pick(lang, '是在问,不是在告知', 'it is asked, not told'),
      pick(lang, '知识条目在通话当天不在有效期内,或在静默试运行', 'the article is not in force on the day of the call, or runs in shadow'),
    ],
    within: atOnce(lang),
    withdrawn: [corrected(lang)],
  };
}

function putRightInWords(rule: Rule, names: Names, lang: ToldIn): string {
  const words = [
    ...(rule.recoveredBy.length > 0 ? [phrasesOf(rule.recoveredBy, names, lang)] : []),
    ...(rule.kind === 'require' ? [pick(lang, '缺的那句话', 'the missing words')] : []),
    ...(rule.kind === 'fact' ? [pick(lang, '正确的数值', 'the right value')] : []),
  ];
  if (words.length === 0 || rule.kind === 'prompt' || rule.kind === 'not-evaluable') return '';
  return pick(
    lang,
    `坐席三轮之内说到${words.join(',或')},记为已更正`,
    `the agent says ${words.join(', or ')} within three turns: it counts as put right`,
  );
}

function weightOf(rule: Rule, lang: ToldIn): string {
  const severity = rule.severity === 'serious' ? pick(lang, '重大', 'serious') : pick(lang, '一般', 'general');
  const repeats =
    rule.kind === 'prompt' || rule.kind === 'not-evaluable' || rule.cooldownSeconds === 0
      ? []
      : [
          pick(
            lang,
            `${seconds(rule.cooldownSeconds, 'zh')}内再犯${isClaimedOnce(rule) ? '不另算' : '算同一条的又一次'}`,
            `a repeat within ${seconds(rule.cooldownSeconds, 'en')} ${isClaimedOnce(rule) ? 'is not counted again' : 'counts on the same alert'}`,
          ),
        ];
  return [
    severity,
    ...(rule.deduct > 0 ? [pick(lang, `确认后扣 ${rule.deduct} 分`, `${rule.deduct} points once confirmed`)] : []),
    ...(rule.veto ? [pick(lang, '一票否决', 'veto')] : []),
    ...repeats,
  ].join(pick(lang, ',', ', '));
}

function seconds(n: number, lang: ToldIn): string {
  return pick(lang, n >= 120 ? `${n / 60} 分钟` : `${n} 秒`, n >= 120 ? `${n / 60} minutes` : `${n} seconds`);
}

function atOnce(lang: ToldIn): string {
  return pick(lang, '说出口就判断,不等待', 'judged as it is said, without waiting');
}

function corrected(lang: ToldIn): string {
  return pick(lang, '识别更正后,它所依据的话不再成立', 'a correction of the text takes away the words it rests on');
}

function unheard(lang: ToldIn): string {
  return pick(
    lang,
    '相关的声道当时没有识别,或通话是中途接入的(记为不清楚)',
    'the leg was not heard then, or the call was joined late (that is unknown, not broken)',
  );
}

function pick(lang: ToldIn, zh: string, en: string): string {
  return lang === 'zh' ? zh : en;
}
