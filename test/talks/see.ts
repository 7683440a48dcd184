import type { Advice } from '#domain/advice.ts';
import type { Board } from '#engine/board.ts';
import type { Expectation } from '#test/talks/read-talk.ts';

/** Whether what must be seen is on the board; answers what is wrong, or null. */
export function wrongWith(board: Board, expected: Expectation): string | null {
  const found = finders[expected.what](Object.values(board), expected.of, expected.is);
  if (found.length > 0 !== expected.not) return null;
  const also = describe(Object.values(board), expected.what);
  const { what, of, is } = expected;
  return `line ${expected.line}: ${expected.not ? 'there is' : 'there is no'} ${what} ${of}${is ? ` = ${is}` : ''}; there is: ${also || 'none'}`;
}

type Find = (advice: readonly Advice[], of: string, is: string) => readonly Advice[];
type Of<Kind extends Advice['kind']> = Extract<Advice, { kind: Kind }>;

const only =
  <Kind extends Advice['kind']>(kind: Kind) =>
  (advice: readonly Advice[]): Of<Kind>[] =>
    advice.filter((one): one is Of<Kind> => one.kind === kind && !one.shadow);

const holds = (text: string, part: string) => part === '' || text.includes(part);

/** The cards that are shown by themselves, best first. */
function shownCards(advice: readonly Advice[]): readonly Of<'card'>[] {
  return only('card')(advice)
    .filter(card => !card.into)
    .sort((a, b) => b.rank - a.rank);
}

const finders: Readonly<Record<Expectation['what'], Find>> = {
  card: (advice, of) =>
    shownCards(advice)
      .slice(0, 1)
      .filter(card => holds(card.title, of)),
  line: (advice, of) => only('prompt')(advice).filter(prompt => !prompt.into && holds(prompt.sentence + prompt.title, of)),
  chip: (advice, of) => [
    ...only('prompt')(advice).filter(one => one.chips.some(chip => chip.label === of && chip.said)),
    ...only('card')(advice).filter(one => one.mustSay.some(chip => chip.label === of && chip.said)),
  ],
  step: (advice, of, is) =>
    only('step')(advice).filter(step => (step.title === of || `${step.process}/${step.node}` === of) && (is === '' || step.state === is)),
  violation: (advice, of) => only('violation')(advice).filter(violation => of === '' || violation.from?.key === of),
  interrupt: (advice, of) => advice.filter(one => one.loudness === 'interrupt' && !one.into && holds('title' in one ? one.title : '', of)),
  slot: (advice, of, is) =>
    only('slot')(advice).filter(slot => slot.label === of && (is === '' ? slot.value !== undefined : slot.value === is)),
  category: (advice, of) => only('category')(advice).filter(category => holds(category.ranking[0]?.path.join('/') ?? '', of)),
  handoff: (advice, of) => only('handoff')(advice).filter(handoff => of === '' || handoff.reason === of),
  verified: advice => only('step')(advice).filter(step => step.node === 'verify' && step.state === 'done'),
  answer: (advice, of) => only('metric')(advice).filter(metric => metric.name === 'answer' && metric.level === of),
};

function describe(advice: readonly Advice[], what: Expectation['what']): string {
  switch (what) {
    case 'card':
      return shownCards(advice)
        .map(card => card.title)
        .join(' | ');
    case 'line':
    case 'chip':
      return only('prompt')(advice)
        .map(one => `${one.sentence} (${one.chips.filter(chip => chip.said).map(chip => chip.label)})`)
        .join(' | ');
    case 'step':
    case 'verified':
      return only('step')(advice)
        .map(step => `${step.title} ${step.state}`)
        .join(' | ');
    case 'violation':
      return only('violation')(advice)
        .map(violation => violation.key)
        .join(' | ');
    case 'interrupt':
      return advice
        .filter(one => one.loudness === 'interrupt')
        .map(one => one.key)
        .join(' | ');
    case 'slot':
      return only('slot')(advice)
        .map(slot => `${slot.label} = ${slot.value ?? ''}`)
        .join(' | ');
    case 'category':
      return only('category')(advice)
        .map(category => category.ranking[0]?.path.join('/'))
        .join(' | ');
    case 'handoff':
      return only('handoff')(advice)
        .map(handoff => handoff.reason)
        .join(' | ');
    case 'answer':
      return only('metric')(advice)
        .map(metric => `${metric.name} ${metric.level}`)
        .join(' | ');
  }
}
