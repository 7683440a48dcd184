import type { Process } from '#domain/process.ts';
import type { Lang } from '#domain/speaker.ts';
import { longestWhisper } from '#domain/whisper.ts';
import type { WhisperOffer } from '#protocol/supervisor.ts';
import type { Alarm, CallPicture, Sensitive } from '#server/supervisor/call-picture.ts';
import { ranked } from '#server/supervisor/need.ts';

/** What any leader may have said in any call. */
const leaders: Readonly<Record<Lang, { readonly title: string; readonly text: string }>> = {
  zh: { title: '请值班主管接', text: '我请值班主管与您沟通,请您不要挂机。' },
  en: { title: 'Bring in the duty supervisor', text: 'I am bringing in my supervisor now, please stay on the line.' },
};

/**
 * The sentences worth whispering, the best first: what puts the most urgent alarm right, the first required step that is not done, and the
 * leader's own. None twice, each short enough to be read at a glance.
 */
export function offersFor(
  call: CallPicture,
  content: { readonly processes: ReadonlyMap<string, Process>; readonly sensitive: Sensitive },
): readonly WhisperOffer[] {
  const [alarm] = ranked(call).filter(({ doNow }) => doNow !== '');
  const offers: WhisperOffer[] = [];
  if (alarm) offers.push({ title: alarm.title, text: short(alarm.doNow), origin: ruleOrigin(alarm, content.sensitive) });
  const step = stepOffer(call, content.processes);
  if (step) offers.push(step);
  offers.push({ ...leaders[call.lang], origin: { kind: 'leader' } });
  return offers.filter((offer, at) => offer.text !== '' && offers.findIndex(({ text }) => text === offer.text) === at);
}

function ruleOrigin({ key, kind, rule, turns }: Alarm, sensitive: Sensitive): WhisperOffer['origin'] {
  if (kind !== 'prompt') return { kind: 'rule', advice: key };
  const lasts = sensitive.turnsOf(rule);
  return { kind: 'rule', advice: key, ...(lasts === undefined ? {} : { turnsLeft: Math.max(0, lasts - turns) }) };
}

function stepOffer({ process, steps }: CallPicture, processes: ReadonlyMap<string, Process>): WhisperOffer | null {
  if (process === null) return null;
  const owed = Object.values(steps)
    .filter(step => step.process === process)
    .sort((a, b) => a.seq - b.seq);
  for (const { node, title } of owed) {
    const script = processes.get(process)?.nodes.find(({ key }) => key === node)?.script ?? '';
    const text = short(script);
    if (text !== '') return { title, text, origin: { kind: 'node', process, node } };
  }
  return null;
}

const sentences = /.+?(?:(?:[。？！]|[?!.](?=[\s”」』)）]|$|\P{ASCII}))[”」』)）]*|$)\s*/gsu;
const waits = /[{}_]/; // for a value

/** As many whole sentences as may be whispered, else clauses of the first; nothing when that waits for a value or cannot be cut. */
export function short(script: string): string {
  const [first = '', ...others] = script.trim().match(sentences) ?? [];
  if (waits.test(first)) return '';
  if (first.trimEnd().length > longestWhisper) return clausesOf(first);
  let text = first;
  for (const sentence of others) {
    if (waits.test(sentence) || (text + sentence).trimEnd().length > longestWhisper) break;
    text += sentence;
  }
  return text.trimEnd();
}

function clausesOf(sentence: string): string {
  const clauses = sentence.slice(0, longestWhisper - 1).match(/^.*[,，;；、]/su)?.[0];
  return clauses ? `${clauses.slice(0, -1)}${/\p{Script=Han}/u.test(sentence) ? '。' : '.'}` : '';
}
