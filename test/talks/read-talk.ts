/** A talk that a clerk can read: what was said, and after each sentence what has to be on the desk. */
export interface Talk {
  readonly title: string;
  readonly lang: 'zh' | 'en';
  readonly channel: 'voice' | 'chat';
  readonly says: readonly Said[];
}

/** One sentence, or a hang-up, with what must be seen after it. */
export interface Said {
  readonly line: number;
  readonly speaker: 'customer' | 'agent' | 'bot' | 'hang-up';
  readonly text: string;
  readonly pauseMs: number; // silence before it
  readonly sees: readonly Expectation[];
}

/** What must be true of the desk. `not`: must not be. */
export interface Expectation {
  readonly line: number;
  readonly not: boolean;
  readonly what: 'card' | 'line' | 'chip' | 'step' | 'violation' | 'interrupt' | 'slot' | 'category' | 'handoff' | 'verified' | 'answer';
  readonly of: string;
  readonly is: string;
}

const speakers = { 客户: 'customer', 坐席: 'agent', 机器人: 'bot', customer: 'customer', agent: 'agent', bot: 'bot' } as const;

const words: Readonly<Record<string, Expectation['what']>> = {
  卡片: 'card',
  必说: 'line',
  说到: 'chip',
  步骤: 'step',
  违规: 'violation',
  打断: 'interrupt',
  字段: 'slot',
  分类: 'category',
  转人工: 'handoff',
  已核实: 'verified',
  响应: 'answer',
  card: 'card',
  line: 'line',
  said: 'chip',
  step: 'step',
  violation: 'violation',
  interrupt: 'interrupt',
  slot: 'slot',
  category: 'category',
  handoff: 'handoff',
  verified: 'verified',
  answer: 'answer',
};

/**
 * Reads a .talk file. `# title`, `lang: en`, `channel: chat`; a line `客户: …` is said, `(停 20 秒)` before a sentence is silence, `挂机` ends;
 * an indented line says what must be seen: `卡片 安抚 + 身份核实`, `没有 违规`, `字段 卡片尾号 = 4417`, `步骤 身份核实 = done`.
 */
export function readTalk(text: string): Talk {
  const says: { line: number; speaker: Said['speaker']; text: string; pauseMs: number; sees: Expectation[] }[] = [];
  const head: Record<string, string> = { lang: 'zh', channel: 'voice' };
  let title = '';
  let pauseMs = 900;
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('//')) return;
    if (trimmed.startsWith('#')) {
      title = trimmed.slice(1).trim();
      return;
    }
    const setting = /^(lang|channel):\s*(\w+)$/.exec(trimmed);
    if (setting && says.length === 0) {
      head[setting[1] ?? ''] = setting[2] ?? '';
      return;
    }
    const pause = /^\((?:停|wait) ([\d.]+) (?:秒|s)\)$/.exec(trimmed);
    if (pause) {
      pauseMs = Number(pause[1]) * 1000;
      return;
    }
    if (/^\s/.test(raw)) {
      const last = says.at(-1);
      if (!last) throw new Error(`line ${line}: nobody has said anything yet`);
      last.sees.push(readExpectation(trimmed, line));
      return;
    }
    if (trimmed === '挂机' || trimmed === 'hang up') {
      says.push({ line, speaker: 'hang-up', text: '', pauseMs, sees: [] });
      return;
    }
    const said = /^(\S+?)[:：]\s*(.+)$/.exec(trimmed);
    const speaker = speakers[(said?.[1] ?? '') as keyof typeof speakers];
    if (!said || !speaker) throw new Error(`line ${line}: neither a sentence (客户: …) nor something to see`);
    says.push({ line, speaker, text: said[2] ?? '', pauseMs, sees: [] });
    pauseMs = 900;
  });
  if (says.length === 0) throw new Error('nobody says anything');
  return { title, lang: head.lang === 'en' ? 'en' : 'zh', channel: head.channel === 'chat' ? 'chat' : 'voice', says };
}

function readExpectation(text: string, line: number): Expectation {
  const not = /^(没有|no) /.test(text);
  const [word = '', ...rest] = text.replace(/^(没有|no) /, '').split(' ');
  const what = words[word];
  if (!what) throw new Error(`line ${line}: ${word} is nothing that can be seen; use one of ${Object.keys(words).join(', ')}`);
  const [of = '', is = ''] = rest.join(' ').split(' = ');
  return { line, not, what, of: of.trim(), is: is.trim() };
}
