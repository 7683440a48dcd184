import type { Explanation } from '#domain/explanation.ts';
import type { Process } from '#domain/process.ts';
import { titleIn } from '#engine/explain/names-of.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';
import { leastExamples } from '#engine/hear/classify/learned-cues.ts';

/** A process in words: what starts it, when it is not meant, when it is over, what it gives way to. */
export function explainProcess(process: Process, names: Names, lang: ToldIn): Explanation {
  const { triggers, mentions, notWhen, nodes, urgent, sensitive } = process;
  const title = titleIn(process, lang);
  const said = (cues: readonly string[]) => phrasesOf(cues, names, lang);
  const over = nodes.filter(({ required, done }) => required && done.within !== 'last-agent-turns').map(node => titleIn(node, lang));
  const handsOver = nodes.flatMap(({ branch }) => branch.filter(({ goto }) => goto.startsWith('P:')));
  const isLearned = process.examples.length >= leastExamples;
  const dates = [process.from, process.to];
  if (lang === 'zh')
    return {
      title,
      fires: `客户说到${said(triggers)}时进入${mentions.length > 0 ? `;或几次说到${said(mentions)}` : ''}${isLearned ? `;或说得像 ${process.examples.length} 条例句` : ''};也可以由坐席手动切换`,
      unless: [
        ...(notWhen.length > 0 ? [`同一句话里说到${said(notWhen)}`] : []),
        ...(dates[0] ? [`通话当天早于 ${dates[0]}`] : []),
        ...(dates[1] ? [`通话当天晚于 ${dates[1]}`] : []),
      ],
      within: `${over.join('、')}都完成即结束`,
      withdrawn: [
        ...handsOver.map(({ when, goto }) => `客户说到${said([when])},转到${names.process(goto.slice(2)) ?? goto.slice(2)}`),
        urgent || sensitive ? '完成之前不让位给别的业务,除非更紧急' : '客户明确说起另一项业务',
        '坐席切换到别的流程',
      ],
    };
  return {
    title,
    fires: `begins when the customer says ${said(triggers)}${mentions.length > 0 ? `, or several times ${said(mentions)}` : ''}${isLearned ? `, or something like its ${process.examples.length} examples` : ''}; the agent may also switch to it by hand`,
    unless: [
      ...(notWhen.length > 0 ? [`the same utterance says ${said(notWhen)}`] : []),
      ...(dates[0] ? [`the call is before ${dates[0]}`] : []),
      ...(dates[1] ? [`the call is after ${dates[1]}`] : []),
    ],
    within: `over when all of these are done: ${over.join(', ')}`,
    withdrawn: [
      ...handsOver.map(
        ({ when, goto }) => `the customer says ${said([when])}: ${names.process(goto.slice(2)) ?? goto.slice(2)} takes over`,
      ),
      urgent || sensitive ? 'it gives way to nothing less urgent until it is finished' : 'the customer clearly turns to other business',
      'the agent switches to another process',
    ],
  };
}
