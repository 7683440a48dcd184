import type { Selector } from '#domain/browser-action.ts';
import { blank } from '#robots/blanks.ts';
import { isBlankPage, partsOf } from '#robots/recorded-address.ts';
import { cutIntoSteps, type RecordedAction, type WrittenAction, type WrittenStep } from '#robots/recorded-blocks.ts';
import { isAmbiguous, labelOf, withRole } from '#robots/recorded-field.ts';
import { type Deed, joinKeys } from '#robots/recorded-keys.ts';
import { nameValues, type RecordedValues } from '#robots/recorded-values.ts';
import { type RecordedStep, Recording, type RecordingProblem, readSteps } from '#robots/recording.ts';
import { parseSelector } from '#robots/selector.ts';
import { typedIn, withInputs } from '#robots/typed-values.ts';

/** A bot's skeleton with blanks for what a recording cannot know, and what to look at; or why there is none. */
export type ImportedRecording =
  | {
      readonly kind: 'imported';
      readonly bot: Readonly<Record<string, unknown>>;
      readonly steps: readonly WrittenStep[];
      readonly gaps: readonly RecordingProblem[];
    }
  | { readonly kind: 'refused'; readonly problems: readonly RecordingProblem[] };

/** Makes a bot's skeleton of a Chrome DevTools recording. Nothing that was typed gets into it. */
export function importRecording(value: unknown, targetName: string | undefined): ImportedRecording {
  const recording = Recording.safeParse(value);
  if (!recording.success) return refused(0, 'this is no recording of Chrome DevTools Recorder: it needs a title and 1 to 2000 steps');
  const read = readSteps(recording.data.steps);
  if (read.problems.length > 0) return { kind: 'refused', problems: read.problems };

  const first = read.steps.flatMap(step => (step.type === 'navigate' && !isBlankPage(step.url) ? [partsOf(step.url)] : []))[0];
  if (!first) return refused(0, 'no step opens a page of the web, so there is no target');
  const target = targetName ?? targetOf(first.origin);
  const { deeds, gaps } = joinKeys(read.steps);
  const values = nameValues(deeds, target);
  const way: Way = { origin: first.origin, values, gaps: [...gaps], problems: [], actions: [], pages: new Map(), opened: false };
  for (const number of values.oneTime) way.gaps.push({ step: number, why: 'a code of the moment was typed: another run needs another' });
  for (const deed of deeds) follow(way, deed);
  if (typedIn(values.typed, first.origin)?.secret)
    way.problems.push({ step: 0, why: 'the address holds what was typed into a password field' });
  if (way.problems.length > 0) return { kind: 'refused', problems: way.problems };

  const { title } = recording.data;
  const steps = cutIntoSteps(way.actions, target, Object.keys(values.inputs)[0]);
  const named = title !== '' && !typedIn(values.typed, title);
  const bot = {
    format: 1,
    bot: named ? botName(title) : 'recorded',
    title: named ? title.slice(0, 40) : blank('what the robot is called'),
    purpose: blank('process, customer-care, product-sale, extraction or publishing'),
    ...(Object.keys(values.inputs).length > 0 ? { inputs: values.inputs } : {}),
    ...(Object.keys(values.secrets).length > 0 ? { secrets: values.secrets } : {}),
    targets: { [target]: { title: target, origin: first.origin } },
    steps: steps.map(({ step }) => step),
  };
  return { kind: 'imported', bot, steps, gaps: way.gaps.sort((a, b) => a.step - b.step) };
}

function refused(step: number, why: string): ImportedRecording {
  return { kind: 'refused', problems: [{ step, why }] };
}

/** The recording being followed, action by action. */
interface Way {
  readonly origin: string;
  readonly values: RecordedValues;
  readonly gaps: RecordingProblem[];
  readonly problems: RecordingProblem[];
  readonly actions: RecordedAction[];
  readonly pages: Map<string, string>; // a popup's address: its name
  opened: boolean;
}

function follow(way: Way, deed: Deed): void {
  const { number, step } = deed;
  if (step.type === 'setViewport') return;
  if (step.type === 'scroll') {
    way.gaps.push({ step: number, why: 'scrolling is left out: elements are scrolled to; where a list grows by it, wait for the row' });
    return;
  }
  if (step.type === 'navigate' && isBlankPage(step.url)) return;
  if (step.type === 'close' && step.target === 'main') {
    way.gaps.push({ step: number, why: 'closing the main page is left out: the run does it' });
    return;
  }
  const page = pageOf(way, number, step.target);
  const common = { ...(page === 'main' ? {} : { page }), ...navigatesOf(way, number, step) };
  const add = (action: WrittenAction, selectors: readonly Selector[] = []): void =>
    void way.actions.push({ number, action: { ...action, ...common }, label: labelOf(selectors) ?? '' });

  if (deed.kind === 'press') return add({ act: 'press', key: deed.key });
  if (deed.kind === 'typed') {
    const at = deed.into ? selectorsOf(way, number, deed.into, 'change') : [blank('the field that was typed into')];
    return add({ act: 'fill', at, ...frameOf(deed.into ?? deed.step), value: way.values.values.get(number) ?? '' });
  }
  const here = deed.step;
  switch (here.type) {
    case 'navigate':
      return add({ act: 'open', path: openedPath(way, number, here) });
    case 'change': {
      const at = selectorsOf(way, number, here, 'change');
      const before = way.actions.at(-1);
      if (before?.action.act === 'fill' && JSON.stringify(before.action.at) === JSON.stringify(at) && before.action.page === common.page)
        way.actions.pop();
      return add({ act: 'fill', at, ...frameOf(here), value: way.values.values.get(number) ?? '' }, here.selectors);
    }
    case 'click':
    case 'doubleClick': {
      if (isAmbiguous(here.selectors))
        way.gaps.push({ step: number, why: `${here.type}: its name stands on many a page more than once; say which row or region` });
      const at = selectorsOf(way, number, here, 'click');
      const button = here.button === 'secondary' ? { button: 'right' } : here.button === 'auxiliary' ? { button: 'middle' } : {};
      return add(
        { act: here.type === 'click' ? 'click' : 'double-click', at, ...frameOf(here), ...(here.type === 'click' ? button : {}) },
        here.selectors,
      );
    }
    case 'hover':
      return add({ act: 'hover', at: selectorsOf(way, number, here, 'other'), ...frameOf(here) });
    case 'close':
      return add({ act: 'close' });
    case 'waitForElement': {
      if (Object.keys({ ...here.attributes, ...here.properties }).length > 0)
        way.gaps.push({ step: number, why: 'waitForElement: its attributes and properties are left out; put them into the selector' });
      const at = selectorsOf(way, number, here, 'other');
      const { operator, count, visible } = here;
      const how = { ...(count === 1 ? {} : { count }), ...(operator === '>=' ? {} : { operator }), ...(visible ? {} : { visible }) };
      return add({ act: 'wait-for', at, ...frameOf(here), ...how });
    }
  }
}

function frameOf({ frame }: { readonly frame: readonly number[] }): { readonly frame?: readonly { readonly index: number }[] } {
  return frame.length === 0 ? {} : { frame: frame.map(index => ({ index })) };
}

/** The recorded ways to the element that can be read and tell nothing of a customer. */
function selectorsOf(
  way: Way,
  number: number,
  { selectors }: { readonly selectors: readonly Selector[] },
  as: 'change' | 'click' | 'other',
): readonly Selector[] {
  const clean = selectors.filter(selector => {
    const hops = typeof selector === 'string' ? [selector] : selector;
    return (
      hops.length <= 8 && hops.every(hop => hop.length > 0 && hop.length <= 480 && !/\d{8,}/.test(hop) && !typedIn(way.values.typed, hop))
    );
  });
  const readable = clean.filter(selector => !('problem' in parseSelector(selector)));
  if (clean.length < selectors.length) way.gaps.push({ step: number, why: 'selectors that hold typed text or a long number are left out' });
  if (readable.length < clean.length) way.gaps.push({ step: number, why: 'selectors of a kind unknown here are left out' });
  const plain = readable.map(selector => (typeof selector === 'object' && selector.length === 1 ? (selector[0] ?? '') : selector));
  return plain.length === 0 ? [blank('how to find the element without what was typed')] : withRole(plain, as).slice(0, 12);
}

/** The name of the page a step happens on; a popup belongs to the action before it. */
function pageOf(way: Way, number: number, target: string): string {
  if (target === 'main') return 'main';
  const known = way.pages.get(target);
  if (known) return known;
  checkHost(way, number, target);
  const index = way.actions.findLastIndex(({ action }) => ['click', 'double-click', 'press', 'open'].includes(action.act));
  const opener = way.actions[index];
  const opens = opener !== undefined && !('opens' in opener.action);
  const name = opens
    ? `popup${way.pages.size === 0 ? '' : way.pages.size + 1}`
    : blank('the page this happens on, and the action that opens it');
  if (opens) way.actions[index] = { ...opener, action: { ...opener.action, opens: name } };
  else way.gaps.push({ step: number, why: 'a popup, and no step before it opens one' });
  way.pages.set(target, name);
  return name;
}

function navigatesOf(
  way: Way,
  number: number,
  step: RecordedStep,
): { readonly navigates?: { readonly url?: string; readonly title?: string } } {
  const event = step.assertedEvents[0];
  if (!event) return {};
  const parts = event.url === undefined || isBlankPage(event.url) ? null : checkHost(way, number, event.url);
  const at = parts && `${masked(way, parts.path)}${parts.query === '' ? '' : '*'}`.replace(/\*+$/, '*');
  const title = event.title && !typedIn(way.values.typed, event.title) && !/\d{8,}/.test(event.title) ? event.title.slice(0, 200) : '';
  if (parts && step.type === 'navigate' && partsOf(step.url)?.path !== parts.path)
    way.gaps.push({ step: number, why: 'the page led on to another address by itself; is somebody signed in already?' });
  return at || title ? { navigates: { ...(at ? { url: at } : {}), ...(title ? { title } : {}) } } : {};
}

/** A path with a star for each piece that was typed or is a long number. */
function masked(way: Way, path: string): string {
  return path
    .split('/')
    .map(piece => (typedIn(way.values.typed, piece) || /\d{8,}/.test(piece) ? '*' : piece.replace(/;.*$/s, '*'))) // a session's id
    .join('/')
    .slice(0, 400);
}

function openedPath(way: Way, number: number, step: Extract<RecordedStep, { type: 'navigate' }>): string {
  const parts = checkHost(way, number, step.url);
  if (!parts) return '/';
  const whole = `${parts.path}${parts.query}`;
  if (typedIn(way.values.typed, whole)?.secret)
    way.problems.push({ step: number, why: 'navigate: the address holds what was typed into a password field' });
  if (way.opened) way.gaps.push({ step: number, why: 'the address jumps and no click leads there; can it be opened by itself?' });
  if (parts.query !== '') way.gaps.push({ step: number, why: 'the address has a query; does it belong to one customer or one session?' });
  way.opened = true;
  const path = withInputs(way.values.typed, whole.replaceAll('{{', '%7B%7B'));
  return path.length > 1000 || /\d{8,}/.test(path) ? blank('the path to open, without what belongs to one customer') : path;
}

/** The parts of an address of the target; any other host stops the import. */
function checkHost(way: Way, number: number, address: string): ReturnType<typeof partsOf> {
  const parts = partsOf(address);
  if (parts && parts.origin === way.origin && !parts.signedIn) return parts;
  const why = parts?.signedIn
    ? 'the address holds a sign-in'
    : parts
      ? 'another host than the target; make it a target and a step of its own'
      : 'no address of a web page';
  way.problems.push({ step: number, why });
  return null;
}

function targetOf(origin: string): string {
  const name = (/^https?:\/\/([^:/]+)/.exec(origin)?.[1] ?? '').replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return /^[a-z]/.test(name) ? name.slice(0, 64) : 'target';
}

function botName(title: string): string {
  const name =
    title
      .toLowerCase()
      .match(/[a-z0-9]+/g)
      ?.join('-') ?? '';
  return /^[a-z]/.test(name) ? name.slice(0, 64) : 'recorded';
}
