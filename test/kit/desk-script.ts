import { readFileSync } from 'node:fs';
import type { Advice, AdviceChange } from '#domain/advice.ts';
import type { Happening } from '#domain/event.ts';
import type { Evidence } from '#domain/evidence.ts';

/** One thing the scripted server sends: a row, or a partial that is never stored. Test only: advice written by hand. */
export type Sent =
  | {
      readonly kind: 'row';
      readonly atMs: number;
      readonly position: number;
      readonly what: Happening;
      readonly advice: readonly AdviceChange[];
    }
  | {
      readonly kind: 'partial';
      readonly atMs: number;
      readonly speaker: 'agent' | 'customer';
      readonly text: string;
      readonly startMs: number;
      readonly advice: readonly AdviceChange[];
    };

interface DialogueTurn {
  readonly i: number;
  readonly role: 'agent' | 'customer';
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

const marks: Readonly<Record<string, string>> = { 幺九九零零零零零零幺六: '⟦phone:1 …0016 ✓⟧' };

/** Plays D01 with advice written by hand, or with one serious violation in it. */
export function scriptOf(story: 'card-lost' | 'promise'): readonly Sent[] {
  const call = JSON.parse(readFileSync(new URL('../../content/jianghai/calls/D01.json', import.meta.url), 'utf8')) as {
    turns: readonly DialogueTurn[];
  };
  const sent: Sent[] = [];
  const positionOfTurn = new Map<number, number>();
  const standing = new Set<string>();
  let position = 0;
  const row = (atMs: number, what: (position: number) => Happening, advise: (position: number) => readonly Advice[] = () => []) => {
    position++;
    const happening = what(position);
    const advice = advise(position).map((one): AdviceChange => {
      const op = standing.has(one.key) ? 'updated' : 'raised';
      standing.add(one.key);
      return { op, advice: one };
    });
    sent.push({ kind: 'row', atMs, position, what: happening, advice });
  };
  row(0, () => ({
    kind: 'opened',
    meta: {
      channel: 'voice',
      direction: 'inbound',
      layout: 'dual',
      lang: 'zh',
      timeZone: 'Asia/Shanghai',
      openedAt: new Date().toISOString(),
      queue: '借记卡服务',
      arm: 'assisted',
    },
  }));

  const text = (turn: number) => Object.entries(marks).reduce((words, [from, to]) => words.replace(from, to), call.turns[turn]?.text ?? '');
  const says = (turn: number, words: string): Evidence => {
    const at = Math.max(0, text(turn).indexOf(words));
    return { position: (positionOfTurn.get(turn) ?? 1) as Evidence['position'], revision: 0, span: [at, at + words.length] };
  };
  const chip = (label: string, turn: number | null, words = label) =>
    turn === null ? { label, said: false } : { label, said: true, evidence: says(turn, words) };

  for (const turn of call.turns) {
    row(
      turn.startMs,
      () => ({ kind: 'speaking', speaker: turn.role, on: true }),
      () => (turn.role === 'agent' && turn.i > 0 ? [answer(call.turns[turn.i - 1]?.endMs ?? 0, turn.startMs)] : []),
    );
    const words = text(turn.i);
    const pieces = Math.max(2, Math.floor((turn.endMs - turn.startMs) / 900));
    for (let piece = 1; piece < pieces; piece++) {
      const cut = Math.floor((words.length * piece) / pieces);
      if (words.slice(0, cut).includes('⟦') && !words.slice(0, cut).includes('⟧')) continue;
      const glimpse = turn.i === 10 && words.slice(0, cut).includes('五天') ? pinned({ days: true }, () => undefined) : [];
      sent.push({
        kind: 'partial',
        atMs: turn.startMs + ((turn.endMs - turn.startMs) * piece) / pieces,
        speaker: turn.role,
        text: words.slice(0, cut),
        startMs: turn.startMs,
        advice: glimpse,
      });
    }
    row(
      turn.endMs,
      at => {
        positionOfTurn.set(turn.i, at);
        return {
          kind: 'heard',
          utterance: {
            position: at as Evidence['position'],
            revision: 0,
            speaker: turn.role,
            text: words,
            startMs: turn.startMs,
            endMs: turn.endMs,
          },
        };
      },
      () => adviceAfter(turn.i, story, { says, chip }),
    );
    row(
      turn.endMs,
      () => ({ kind: 'speaking', speaker: turn.role, on: false }),
      () => (turn.role === 'customer' ? [answer(turn.endMs)] : []),
    );
  }
  row(
    174_600,
    () => ({ kind: 'closed', by: 'customer' }),
    () => adviceAtEnd({ says, chip }),
  );
  return sent;
}

interface Ground {
  readonly says: (turn: number, words: string) => Evidence;
  readonly chip: (
    label: string,
    turn: number | null,
    words?: string,
  ) => { readonly label: string; readonly said: boolean; readonly evidence?: Evidence };
}

const nodes = [
  ['greet', '开场问候', true, 0],
  ['soothe', '安抚情绪', true, 2],
  ['verify', '身份核实', true, 4],
  ['locateCard', '确认挂失卡片', true, 6],
  ['askLoss', '了解遗失经过及有无异常交易', true, 8],
  ['tellValidity', '告知挂失有效期', true, 10],
  ['tellUnloss', '告知解挂方式', true, 12],
  ['tellEffect', '告知挂失影响', true, 14],
  ['confirmDo', '客户确认并执行挂失', true, 17],
  ['tellResult', '告知办理结果', true, 18],
  ['guideReissue', '引导补卡', false, 20],
  ['close', '确认无其他需求并礼貌结束', true, 24],
] as const; // prettier-ignore

function steps(turn: number): readonly Advice[] {
  const first = nodes.findIndex(([, , , done]) => done > turn);
  return nodes.map(([node, title, required, done], at) => ({
    kind: 'step',
    key: `step:P01/${node}`,
    evidence: [],
    loudness: 'quiet',
    process: 'P01',
    node,
    seq: at + 1,
    title,
    required,
    state: done <= turn ? 'done' : 'pending',
    current: at === first,
    atMs:
      done <= turn
        ? [
            0, 0, 11_520, 0, 36_000, 0, 50_000, 0, 51_560, 0, 70_320, 0, 92_150, 0, 105_590, 0, 0, 133_140, 135_630, 0, 148_420, 0, 0, 0,
            165_860,
          ][done]
        : undefined,
    note: node === 'confirmDo' && done > turn ? '前两步说完后' : undefined,
    ...(node === 'verify' ? { establishes: 'verified' } : {}),
  })); // prettier-ignore
}

function pinned(
  said: { readonly days?: boolean; readonly lapse?: boolean; readonly lift?: boolean },
  ground: (turn: number, words: string) => Evidence | undefined,
): readonly AdviceChange[] {
  return [{ op: 'updated', advice: prompt(said, ground) }];
}

function prompt(
  said: { readonly days?: boolean; readonly lapse?: boolean; readonly lift?: boolean },
  ground: (turn: number, words: string) => Evidence | undefined,
): Advice {
  return {
    kind: 'prompt',
    key: 'prompt:Q67',
    evidence: [],
    loudness: 'line',
    title: '确认前必说',
    sentence: '办理挂失之前，说到5天、自动失效、解挂方式',
    deadline: '办理挂失之前',
    severity: 'general',
    chips: [
      { label: '5天', said: said.days === true, evidence: said.days ? ground(10, '有效期是五天') : undefined },
      { label: '自动失效', said: said.lapse === true, evidence: said.lapse ? ground(10, '自动失效') : undefined },
      { label: '解挂方式', said: said.lift === true, evidence: said.lift ? ground(12, '解除挂失') : undefined },
    ],
  }; // prettier-ignore
}

function card(
  key: string,
  title: string,
  script: string,
  mustSay: Extract<Advice, { kind: 'card' }>['mustSay'],
  evidence: readonly Evidence[],
  rank: number,
  question?: string,
): Advice {
  return {
    kind: 'card',
    card: question ? 'article' : 'script',
    key,
    title,
    tag: '口头挂失',
    script: [{ kind: 'words', text: script }],
    mustSay: [...mustSay],
    nodes: [],
    evidence: [...evidence],
    loudness: 'quiet',
    rank,
    question,
  }; // prettier-ignore
}

function slot(key: string, label: string, value: string | undefined, evidence: readonly Evidence[], status?: 'unsure'): Advice {
  return {
    kind: 'slot',
    key: `slot:${key}`,
    slot: key,
    label,
    value,
    status: value === undefined ? 'empty' : (status ?? 'filled'),
    required: key === 'reissueIntent',
    confidence: 0.9,
    evidence: [...evidence],
    loudness: 'quiet',
  };
}

function answer(startMs: number, endMs?: number): Advice {
  return { kind: 'metric', key: 'metric:answer', name: 'answer', value: 0, startMs, endMs, level: 'calm', evidence: [], loudness: 'quiet' };
}

function adviceAfter(turn: number, story: 'card-lost' | 'promise', { says, chip }: Ground): readonly Advice[] {
  const empty = [
    slot('customerName', '姓名', undefined, []),
    slot('phone', '手机号', undefined, []),
    slot('cardTail', '卡尾号', undefined, []),
    slot('lossTime', '时间', undefined, []),
    slot('lossPlace', '地点', undefined, []),
    slot('suspectTheft', '异常', undefined, []),
    slot('reissueIntent', '补卡', undefined, []),
  ];
  const topic: Advice = {
    kind: 'topic',
    key: 'topic:P01',
    process: 'P01',
    title: '口头挂失',
    state: 'active',
    by: 'heard',
    confidence: 0.97,
    evidence: [says(1, '银行卡丢了')],
    loudness: 'quiet',
  };
  const category = (chosen?: string): Advice => ({
    kind: 'category',
    key: 'category',
    by: chosen ? 'engine' : 'nobody',
    chosen,
    evidence: [],
    loudness: 'quiet',
    ranking: [
      { code: '02020101', path: ['借记卡', '挂失与补卡', '口头挂失', '本人挂失'], confidence: 0.97, because: '' },
      { code: '020203', path: ['借记卡', '挂失与补卡', '挂失补卡'], confidence: 0.4, because: '' },
      { code: '02020102', path: ['借记卡', '挂失与补卡', '口头挂失', '非本人代挂失'], confidence: 0.1, because: '' },
    ],
  }); // prettier-ignore
  switch (turn) {
    case 1:
      return [
        topic,
        ...steps(0),
        prompt({}, says),
        ...empty,
        category(),
        card(
          'card:verify',
          '安抚 + 身份核实',
          '您先别着急，我马上帮您处理。为了保障您的账户安全，需要先核实几项信息：请问您的姓名、身份证号码后四位，以及在我行预留的手机号码是多少？',
          [chip('别着急', null), chip('姓名', null), chip('身份证号码后四位', null), chip('预留的手机号码', null)],
          [says(1, '我银行卡丢了')],
          10,
        ),
        card('card:locate', '确认挂失卡片', '您要挂失的是尾号……的这张借记卡吗？', [], [], 5),
      ]; // prettier-ignore
    case 3:
      return [
        ...steps(2),
        slot('customerName', '姓名', '周明远', [says(3, '周明远')]),
        slot('phone', '手机号', '⟦phone:1 …0016 ✓⟧', [says(3, '⟦phone:1 …0016 ✓⟧')]),
      ];
    case 4:
      return steps(4);
    case 5:
      return [slot('cardTail', '卡尾号', '4417', [says(5, '四四幺七')], 'unsure')];
    case 7:
      return [...steps(6), slot('cardTail', '卡尾号', '4417', [says(5, '四四幺七')])];
    case 9:
      return [
        ...steps(8),
        slot('lossTime', '时间', '今天上午', [says(9, '今天上午')]),
        slot('lossPlace', '地点', '联华超市', [says(9, '联华超市')]),
        slot('suspectTheft', '异常', '否', [says(9, '没有乱七八糟的')]),
        card(
          'card:verify',
          '告知挂失有效期',
          '口头挂失的有效期为5天，请您在有效期内携带本人有效身份证件到网点办理书面挂失或补卡，逾期未办理的，口头挂失将自动失效。',
          [chip('5天', null), chip('自动失效', null)],
          [says(7, '就这张')],
          10,
        ),
        card(
          'card:locate',
          '告知解挂方式',
          '如果您后续找到了卡片，可以携带身份证到网点，或通过手机银行办理解除挂失。',
          [chip('解除挂失', null)],
          [],
          5,
        ),
      ]; // prettier-ignore
    case 10:
      return [
        ...steps(10),
        prompt({ days: true, lapse: true }, says),
        ...(story === 'promise' ? [violation(says, false)] : []),
        card(
          'card:verify',
          '告知解挂方式',
          '如果您后续找到了卡片，可以携带身份证到网点，或通过手机银行办理解除挂失。',
          [chip('解除挂失', null)],
          [says(7, '就这张')],
          10,
        ),
      ];
    case 11:
      return [
        card(
          'card:verify',
          '告知解挂方式',
          '如果您后续找到了卡片，可以携带身份证到网点，或通过手机银行办理解除挂失。',
          [chip('解除挂失', null)],
          [says(11, '那我要是明天又找着了')],
          10,
          '卡又找到了怎么办',
        ),
        card(
          'card:locate',
          '告知挂失影响',
          '挂失后卡片将不能取款、消费和转出，转入不受影响；绑定的快捷支付和代扣也会无法扣款。',
          [],
          [],
          5,
        ),
        card('card:K03', '借记卡补卡材料与时效', '请您本人携带有效身份证件到任意网点。', [], [], 1, '补卡需要带什么'),
      ]; // prettier-ignore
    case 12:
      return [...steps(12), prompt({ days: true, lapse: true, lift: true }, says)];
    case 14:
      return steps(14);
    case 17:
      return steps(17);
    case 18:
      return steps(18);
    case 20:
      return [...steps(20), slot('reissueIntent', '补卡', '网点补卡', [says(20, '补卡')])];
    case 24:
      return [...steps(24), category('02020101')];
    default:
      return [];
  }
}

function violation(says: Ground['says'], recovered: boolean): Advice {
  return {
    kind: 'violation',
    key: 'violation:Q11',
    title: '承诺收益或保本',
    severity: 'serious',
    why: '净值型产品不得承诺本金或收益。',
    quote: '有效期是五天',
    doNow: '刚才我说得不准确：这个产品不保本，理财非存款，产品有风险，净值可能下跌。',
    recovered,
    times: 1,
    settled: 'fired',
    evidence: [says(10, '有效期是五天')],
    loudness: 'interrupt',
  }; // prettier-ignore
}

function adviceAtEnd({ says }: Ground): readonly Advice[] {
  return [
    {
      kind: 'summary',
      key: 'summary',
      final: true,
      evidence: [],
      loudness: 'quiet',
      clauses: [
        { part: 'reason', text: '客户在联华超市遗失尾号4417借记卡，未发现异常交易。', evidence: [says(9, '联华超市')] },
        {
          part: 'process',
          text: '核实身份，告知有效期5天、解挂方式及影响，客户确认。',
          evidence: [says(4, '核实无误'), says(10, '五天'), says(12, '解除挂失'), says(14, '转入'), says(17, '办吧')],
        },
        { part: 'result', text: '挂失成功，引导5日内到网点补卡。', evidence: [says(18, '挂失成功'), says(20, '补卡')] },
      ],
    },
  ]; // prettier-ignore
}
