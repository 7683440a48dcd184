import { type JudgedTurn, judgedTurns } from '#eval/judged-turns.ts';

type Severity = 'serious' | 'general';

/**
 * Reads calls as a person writes them down, into the shape of the demo's calls. `judged` names the rules for which silence is truth
 * too; then per call
 *
 *     call U01 P01 02020101         its name, what it was about, the wanted leaf
 *     near Q01 Q22                  rules whose words come close and that must not fire
 *     except Q40                    rules this call does not judge
 *     reason … / process … / result …   the note, a sentence and a line each
 *     a 您好,江海银行 | P01.greet     what was said, and behind the bar what is true of it:
 *
 * `P01.greet` done (`?` begun, `!` out of order, `@4` at another turn), `Q19` a violation, `>Q67` a prompt due, `K01` an article
 * wanted, `topic:P05`, `cardTail=8106` a slot, `phone~幺九…` a secret, `keep~二六零三` digits to leave, `gap=23000` and
 * `overlap=2600` in ms. Times follow from the length of what is said. `severityOf` knows the rules.
 */
export function readJudgedCalls(text: string, severityOf: (rule: string) => Severity): readonly JudgedCallFile[] {
  const [head = '', ...parts] = text.split(/^call /m);
  const judged = /^judged (.*)$/m.exec(head)?.[1]?.split(' ') ?? [];
  return parts.map(part => readCall(part, judged, severityOf));
}

/** A call written and judged by hand, as `eval bank` reads it. */
export type JudgedCallFile = ReturnType<typeof readCall>;

function readCall(part: string, judged: readonly string[], severityOf: (rule: string) => Severity) {
  const [first = '', ...lines] = part.split('\n').map(line => line.trim());
  const [id = '', , taxonomy = ''] = first.split(' ');
  const after = (word: string) => lines.find(line => line.startsWith(`${word} `))?.slice(word.length + 1) ?? '';
  const except = after('except').split(' ');
  const turns = judgedTurns(id, lines);
  return {
    id,
    channel: 'voice' as const,
    taxonomy,
    turns: turns.map(({ role, text, startMs, endMs }) => ({ role, text, startMs, endMs })),
    truth: {
      topicTurns: noted(turns, /^topic:(\w+)$/, ([process = ''], turn) => ({ process, turn })),
      steps: noted(turns, stepNote, ([process = '', node = '', sign = '', at], turn) => ({
        process,
        node,
        turn: at === undefined ? turn : Number(at),
        status: statusOf(sign),
      })),
      violations: noted(turns, /^(Q\d+)$/, ([rule = ''], turn) => ({ rule, severity: severityOf(rule), turn })),
      prompts: noted(turns, /^>(Q\d+)$/, ([rule = ''], turn) => ({ rule, turn })),
      knowledge: noted(turns, /^(K\d+)$/, ([article = ''], turn) => ({ article, turn })),
      slots: Object.fromEntries(
        noted(turns, /^(?!gap|overlap)(\w+)=(.+)$/, ([slot = '', value = ''], turn) => [slot, { value, turn }] as const),
      ),
      pii: noted(turns, /^(?!keep)(\w+)~(.+)$/, ([kind = '', said = ''], turn) => ({ class: kind, ...spanOf(turns, turn, said) })),
      notPii: noted(turns, /^keep~(.+)$/, ([said = ''], turn) => spanOf(turns, turn, said)),
      summaryParts: { reason: after('reason'), process: after('process'), result: after('result') },
      exhaustiveFor: judged.filter(rule => !except.includes(rule)),
      nearMisses: after('near').split(' ').filter(Boolean),
    },
  };
}

const stepNote = /^(P\d+)\.(\w+)([?!]?)(?:@(\d+))?$/;

function statusOf(sign: string): 'done' | 'doneOutOfOrder' | 'inProgress' {
  if (sign === '?') return 'inProgress';
  return sign === '!' ? 'doneOutOfOrder' : 'done';
}

function noted<T>(turns: readonly JudgedTurn[], pattern: RegExp, make: (groups: readonly string[], turn: number) => T): readonly T[] {
  return turns.flatMap(({ notes }, turn) =>
    notes.flatMap(note => {
      const found = pattern.exec(note);
      return found ? [make(found.slice(1), turn)] : [];
    }),
  );
}

function spanOf(turns: readonly JudgedTurn[], turn: number, said: string): { turn: number; span: [number, number]; text: string } {
  const at = turns[turn]?.text.indexOf(said) ?? -1;
  if (at < 0) throw new Error(`turn ${turn} does not say ${said}`);
  return { turn, span: [at, at + said.length], text: said };
}
