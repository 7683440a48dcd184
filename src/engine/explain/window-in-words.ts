import type { Window } from '#domain/rule.ts';
import type { Names, ToldIn } from '#engine/explain/phrases.ts';
import { beforeInWords } from '#engine/explain/places-in-words.ts';
import { saidInWords } from '#engine/explain/said-in-words.ts';

/** How long a rule waits for what it needs. */
export function windowInWords(window: Window, names: Names, lang: ToldIn): string {
  const isZh = lang === 'zh';
  switch (window.kind) {
    case 'agent-turns':
      return isZh ? `限坐席之后 ${window.n} 轮话之内` : `within the agent's next ${turns(window.n)}`;
    case 'turns':
      return isZh ? `限之后 ${window.n} 轮话之内(双方都算)` : `within the next ${turns(window.n)} of either side`;
    case 'seconds':
      return isZh ? `限之后 ${window.n} 秒之内` : `within ${window.n} seconds`;
    case 'before-node': {
      const nodes = window.nodes.map(node => beforeInWords(node, names, lang));
      return isZh ? `最迟在${nodes.join('或')}完成之前` : `before ${nodes.join(' or ')}`;
    }
    case 'before-said': {
      const said = saidInWords(window.said, names, lang);
      const done = window.nodes.map(node => `${beforeInWords(node, names, lang)}${isZh ? '完成' : ''}`);
      return isZh ? `最迟在${[said, ...done].join('或')}之前` : `before ${[said, ...done].join(' or ')}`;
    }
    case 'first-agent-turn':
      return isZh ? '限坐席的第一轮话之内' : "within the agent's first turn";
    case 'last-agent-turns':
      return isZh ? `限道别前的最后 ${window.n} 轮坐席话之内` : `within the agent's last ${turns(window.n)} before the goodbye`;
    case 'before-close':
      return isZh ? '最迟在道别或通话结束之前' : 'before the goodbye or the end of the call';
  }
}

function turns(n: number): string {
  return n === 1 ? 'turn' : `${n} turns`;
}
