import type { Explanation } from '#domain/explanation.ts';
import type { Process, ProcessNode } from '#domain/process.ts';
import { titleIn } from '#engine/explain/names-of.ts';
import { type Names, phrasesOf, type ToldIn } from '#engine/explain/phrases.ts';
import { leastExamples } from '#engine/hear/classify/learned-cues.ts';

/** A step of a process in words: when it counts as done, what does not count, when it applies, what undoes it. */
export function explainNode(process: Process, node: ProcessNode, names: Names, lang: ToldIn): Explanation {
  const said = (cues: readonly string[]) => phrasesOf(cues, names, lang);
  const titleOf = (key: string) => {
    const found = process.nodes.find(each => each.key === key);
    return found ? titleIn(found, lang) : key;
  };
  return {
    title: `${titleIn(process, lang)} · ${titleIn(node, lang)}`,
    fires: lang === 'zh' ? doneZh(node, said) : doneEn(node, said),
    unless: lang === 'zh' ? unlessZh(node, said, titleOf) : unlessEn(node, said, titleOf),
    within: lang === 'zh' ? withinZh(process, node, said, titleOf) : withinEn(process, node, said, titleOf),
    withdrawn: lang === 'zh' ? undoneZh(node, said) : undoneEn(node, said),
    ...(node.compliance ? { weight: (lang === 'en' && node.complianceEn) || node.compliance } : {}),
  };
}

type SaidOf = (cues: readonly string[]) => string;
type TitleOf = (key: string) => string;

function doneZh({ done, establishes }: ProcessNode, said: SaidOf): string {
  const times = done.atLeast > 1 ? `(至少 ${done.atLeast} 类)` : '';
  const like = done.examples.length >= leastExamples ? `,或说得像 ${done.examples.length} 条例句` : '';
  const asks = done.by === 'customer' ? `客户说到${said(done.says)}` : `坐席说到${said(done.says)}${times}${like}`;
  const reply =
    done.by !== 'agent+customer' ? '' : done.reply.length > 0 ? `,客户答复${said(done.reply)}` : ',客户紧接着作答(只说「嗯」不算)';
  const confirm = done.confirm.length > 0 ? `,坐席再说到${said([...done.confirm, ...done.acknowledge])}` : '';
  const unasked = done.volunteered.length > 0 ? `;客户主动说到${said(done.volunteered)}也算` : '';
  const state = establishes === 'verified' ? ';从此身份已核实' : establishes === 'consented' ? ';从此客户已同意' : '';
  return `${asks}${reply}${confirm},这一步算完成${unasked}${state}`;
}

function doneEn({ done, establishes }: ProcessNode, said: SaidOf): string {
  const times = done.atLeast > 1 ? ` (at least ${done.atLeast} kinds)` : '';
  const like = done.examples.length >= leastExamples ? `, or something like its ${done.examples.length} examples` : '';
  const asks = done.by === 'customer' ? `the customer says ${said(done.says)}` : `the agent says ${said(done.says)}${times}${like}`;
  const reply =
    done.by !== 'agent+customer'
      ? ''
      : done.reply.length > 0
        ? `, the customer answers ${said(done.reply)}`
        : ', the customer answers right after it (a mere “mm” is no answer)';
  const confirm = done.confirm.length > 0 ? `, and the agent says ${said([...done.confirm, ...done.acknowledge])}` : '';
  const unasked = done.volunteered.length > 0 ? `; or the customer says ${said(done.volunteered)} unasked` : '';
  const state =
    establishes === 'verified'
      ? '; identity is verified from then on'
      : establishes === 'consented'
        ? '; the customer has agreed from then on'
        : '';
  return `the step is done when ${asks}${reply}${confirm}${unasked}${state}`;
}

function unlessZh(node: ProcessNode, said: SaidOf, titleOf: TitleOf): readonly string[] {
  const { done } = node;
  return [
    ...(done.unless.length > 0 ? [`坐席的话里同时说到${said(done.unless)}`] : []),
    ...(done.refuse.length > 0 ? [`客户回答${said(done.refuse)}`] : []),
    ...(node.mustFollow.length > 0 ? [`${node.mustFollow.map(titleOf).join('、')}还没有完成(算顺序颠倒)`] : []),
    ...(node.before.length > 0 ? [`${node.before.map(titleOf).join('、')}已经先完成(算顺序颠倒)`] : []),
    ...(node.spoiledBy.length > 0 ? [`坐席此前已说到${said(node.spoiledBy)}(算说晚了)`] : []),
    '那一方的声道当时没有识别(记为不清楚)',
  ];
}

function unlessEn(node: ProcessNode, said: SaidOf, titleOf: TitleOf): readonly string[] {
  const { done } = node;
  return [
    ...(done.unless.length > 0 ? [`the agent says ${said(done.unless)} with it`] : []),
    ...(done.refuse.length > 0 ? [`the customer answers ${said(done.refuse)}`] : []),
    ...(node.mustFollow.length > 0 ? [`${node.mustFollow.map(titleOf).join(', ')} has not been done (then it is out of order)`] : []),
    ...(node.before.length > 0 ? [`${node.before.map(titleOf).join(', ')} was done first (then it is out of order)`] : []),
    ...(node.spoiledBy.length > 0 ? [`the agent has said ${said(node.spoiledBy)} before (then it came too late)`] : []),
    'the leg was not heard then (the step is unknown)',
  ];
}

function withinZh(process: Process, node: ProcessNode, said: SaidOf, titleOf: TitleOf): string {
  const moment = { any: '流程中任何时候', 'first-agent-turn': '坐席的第一轮话', 'last-agent-turns': '道别前的最后几轮话' }[
    node.done.within
  ];
  const opens = node.opensOn.length > 0 ? `;客户说到${said(node.opensOn)}之后才适用` : '';
  const branch = branchesTo(process, node);
  const led = branch.length > 0 && !node.required ? `;说到${said(branch)}时走到这一步` : '';
  const owed = node.obligation ? `;最迟在${titleOf(node.obligation.before)}之前` : '';
  const first = owedBefore(process, node);
  const debts = first.length > 0 ? `;在它之前必须说到${first.map(label => `「${label}」`).join('、')}` : '';
  return `${node.required ? '必做' : '选做'},${moment}${opens}${led}${owed}${debts}`;
}

function withinEn(process: Process, node: ProcessNode, said: SaidOf, titleOf: TitleOf): string {
  const moment = {
    any: 'at any time of the process',
    'first-agent-turn': 'in the agent’s first turn',
    'last-agent-turns': 'in the last turns before the goodbye',
  }[node.done.within];
  const opens = node.opensOn.length > 0 ? `; applies once the customer says ${said(node.opensOn)}` : '';
  const branch = branchesTo(process, node);
  const led = branch.length > 0 && !node.required ? `; ${said(branch)} leads here` : '';
  const owed = node.obligation ? `; before ${titleOf(node.obligation.before)} at the latest` : '';
  const first = owedBefore(process, node);
  const debts = first.length > 0 ? `; before it must be said: ${first.map(label => `“${label}”`).join(', ')}` : '';
  return `${node.required ? 'required' : 'optional'}, ${moment}${opens}${led}${owed}${debts}`;
}

function undoneZh(node: ProcessNode, said: SaidOf): readonly string[] {
  return [
    ...(node.retractedBy.length > 0 ? [`说到${said(node.retractedBy)},这一步作废`] : []),
    ...(node.closedBy.length > 0 ? [`客户说到${said(node.closedBy)},这一步不再适用`] : []),
    '识别更正后,它所依据的话不再成立',
  ];
}

function undoneEn(node: ProcessNode, said: SaidOf): readonly string[] {
  return [
    ...(node.retractedBy.length > 0 ? [`${said(node.retractedBy)} is said: the step is taken back`] : []),
    ...(node.closedBy.length > 0 ? [`the customer says ${said(node.closedBy)}: the step no longer applies`] : []),
    'a correction of the text takes away the words it rests on',
  ];
}

function branchesTo(process: Process, node: ProcessNode): readonly string[] {
  return process.nodes.flatMap(({ branch }) => branch.filter(({ goto }) => goto === node.key).map(({ when }) => when));
}

/** The phrases that have to be said before a step. */
function owedBefore(process: Process, node: ProcessNode): readonly string[] {
  return process.nodes.flatMap(({ obligation }) => (obligation?.before === node.key ? obligation.chips.map(({ label }) => label) : []));
}
