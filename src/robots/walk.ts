import type { Bot } from '#domain/bot.ts';
import type { BotStep } from '#domain/bot-step.ts';
import type { Typed } from '#domain/browser-action.ts';
import type { RobotTrouble } from '#domain/robot-run.ts';
import { BadExpression, type Compiled, compile, type Scope } from '#robots/expression.ts';
import { type Answer, type Ending, isFile, type Order, type Refused } from '#robots/orders.ts';
import { readInputs } from '#robots/read-inputs.ts';
import { effectOf, titlesOf } from '#robots/steps.ts';
import { type CompiledTemplate, compileTemplate } from '#robots/template.ts';
import { weightOf } from '#robots/weight.ts';

/** How many steps a run may take, loops written out, and how much its variables may hold. */
export const bounds = { orders: 20_000, weight: 5_000_000 } as const;

/** The bots a run is pinned to: the one it runs, and those it calls by name. */
export interface Walked {
  readonly bot: Bot;
  readonly called: Readonly<Record<string, Bot>>;
}

/** What a walk begins with. */
export type Begun = Pick<Scope, 'inputs' | 'run'>;

/**
 * Walks through a bot: asks for one step after the other and goes on by what became of it. It is pure: the same answers give the same
 * orders, so a run that was cut off is continued by giving the answers of its journal again.
 */
export function* walk({ bot, called }: Walked, begun: Begun): Generator<Order, Ending, Answer> {
  const road: Road = { called, refused: [], texts: new Map(), expressions: new Map(), orders: 0, weight: 0, rehearsed: false };
  const place: Place = { bot, scope: { ...begun, vars: {} }, at: '' };
  const flow = yield* block(road, place, bot.steps);
  if (flow.kind === 'failed') return flow;
  if (flow.kind === 'rehearsed' || road.rehearsed) return { kind: 'rehearsed', refused: road.refused };
  const outputs = outputsOf(road, place);
  return 'trouble' in outputs
    ? { kind: 'failed', trouble: outputs.trouble, path: 'outputs' }
    : { kind: 'done', outputs: outputs.values, refused: road.refused };
}

/** What the whole walk shares. */
interface Road {
  readonly called: Walked['called'];
  readonly refused: Refused[];
  readonly texts: Map<string, CompiledTemplate>;
  readonly expressions: Map<string, Compiled>;
  orders: number;
  weight: number;
  rehearsed: boolean; // an element of a loop was
}

/** Where in which bot, with what it knows. The scope is replaced, never changed: orders keep theirs. */
interface Place {
  readonly bot: Bot;
  scope: Scope;
  readonly at: string; // each:3/
}

type Flow = { readonly kind: 'on' } | { readonly kind: 'rehearsed' } | Extract<Ending, { kind: 'failed' }>;
type Walking = Generator<Order, Flow, Answer>;
const on: Flow = { kind: 'on' };

function* block(road: Road, place: Place, steps: readonly BotStep[]): Walking {
  for (const step of steps) {
    const flow = yield* one(road, place, step);
    if (flow.kind !== 'on') return flow;
  }
  return on;
}

/** One step; an expression without a value ends the run where it stands. */
function* one(road: Road, place: Place, step: BotStep): Walking {
  const path = place.at + step.id;
  try {
    if (step.if !== undefined && !isTrue(road, place, step.if)) return on;
    return yield* taken(road, place, step, path);
  } catch (error) {
    if (error instanceof BadExpression) return failed(path, 'BAD_EXPRESSION', error.message);
    throw error;
  }
}

function* taken(road: Road, place: Place, step: BotStep, path: string): Walking {
  switch (step.do) {
    case 'set': {
      const values = Object.fromEntries(Object.entries(step.values).map(([name, text]) => [name, worth(road, place, text)]));
      return learn(road, place, values, path);
    }
    case 'branch': {
      const held = step.cases.find(({ when }) => isTrue(road, place, when));
      return yield* block(road, place, held ? held.steps : step.otherwise);
    }
    case 'loop':
      return yield* looped(road, place, step, path);
    case 'call':
      return yield* calling(road, place, step, path);
    case 'fail': {
      const message = write(road, place, step.message).slice(0, 460);
      const messageEn = english(road, place, step.messageEn)?.slice(0, 460);
      const said =
        step.kind === 'business'
          ? ({ kind: 'business', code: step.code, message } as const)
          : trouble('FAILED', `${step.code}: ${message}`);
      return { kind: 'failed', path, trouble: { ...said, ...(messageEn === undefined ? {} : { messageEn }) } };
    }
    default:
      return yield* asked(road, place, step, path);
  }
}

function* looped(road: Road, place: Place, step: Extract<BotStep, { do: 'loop' }>, path: string): Walking {
  const elements = worth(road, place, step.over);
  if (!Array.isArray(elements)) return failed(path, 'BAD_INPUT', 'what it loops over is no list');
  if (elements.length > step.atMost)
    return failed(path, 'BAD_INPUT', `${elements.length} elements, and at most ${step.atMost} are expected`);
  for (const [index, element] of elements.entries()) {
    const inner: Place = { bot: place.bot, scope: place.scope, at: `${path}:${index + 1}/` };
    const learnt = learn(road, inner, { [step.as]: element }, path);
    const flow = learnt.kind === 'on' ? yield* block(road, inner, step.steps) : learnt;
    place.scope = inner.scope;
    if (flow.kind === 'rehearsed') road.rehearsed = true;
    if (flow.kind !== 'failed') continue;
    if (flow.trouble.kind !== 'business' || step.onBusinessError === 'stop') return flow;
    road.refused.push({ path: flow.path, code: flow.trouble.code, message: flow.trouble.message });
  }
  return on;
}

function* calling(road: Road, place: Place, step: Extract<BotStep, { do: 'call' }>, path: string): Walking {
  const bot = Object.hasOwn(road.called, step.bot) ? road.called[step.bot] : undefined;
  if (!bot) return failed(path, 'BAD_INPUT', `there is no bot ${step.bot} to call`);
  const given = Object.fromEntries(Object.entries(step.inputs).map(([name, text]) => [name, worth(road, place, text)]));
  const read = readInputs(bot, given, 'no-marks');
  if (read.kind === 'refused') return failed(path, 'BAD_INPUT', read.problems.map(({ field, why }) => `${field} ${why}`).join('; '));
  const inputs = Object.fromEntries(Object.entries(read.inputs).map(([name, input]) => [name, input.kind === 'mark' ? null : input.value]));
  const inner: Place = { bot, scope: { inputs, vars: {}, run: place.scope.run }, at: `${path}/` };
  const flow = yield* block(road, inner, bot.steps);
  if (flow.kind !== 'on') return flow;
  const outputs = outputsOf(road, inner);
  if ('trouble' in outputs) return { kind: 'failed', trouble: outputs.trouble, path };
  return step.into === undefined ? on : learn(road, place, { [step.into]: outputs.values }, path);
}

/** A step for the world: ordered, and gone on from by what became of it. */
function* asked(road: Road, place: Place, step: WorldStep, path: string): Walking {
  road.orders += 1;
  if (road.orders > bounds.orders) return failed(path, 'FAILED', `more than ${bounds.orders} steps`);
  const order = orderOf(road, place, step, path);
  if ('trouble' in order) return { kind: 'failed', trouble: order.trouble, path };
  const answer = yield order.order;
  switch (answer.kind) {
    case 'done':
      return learn(road, place, answer.found, path);
    case 'failed':
      return { kind: 'failed', trouble: answer.trouble, path };
    case 'rehearsed':
      return { kind: 'rehearsed' };
  }
}

type WorldStep = Exclude<BotStep, { do: 'set' | 'branch' | 'loop' | 'call' | 'fail' }>;

function orderOf(road: Road, place: Place, step: WorldStep, path: string): { readonly order: Order } | { readonly trouble: RobotTrouble } {
  const text = (template: string) => write(road, place, template);
  const key = 'key' in step && step.key !== undefined && effectOf(step) === 'commit' ? text(step.key) : undefined;
  const placed = {
    path,
    step: step.id,
    bot: place.bot.bot,
    ...titlesOf(step),
    effect: effectOf(step),
    ...(key === undefined ? {} : { key }),
    tries: step.tries,
    ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
    scope: place.scope,
  };
  const made = (order: object): { readonly order: Order } => ({ order: { ...placed, ...order } as Order });
  switch (step.do) {
    case 'browser': {
      const { target, actions, verify } = step;
      return made({ do: 'browser', target, actions, ...(verify ? { verify } : {}) });
    }
    case 'http': {
      const { target, method, status, into, verify } = step;
      const address = text(step.path);
      if (!address.startsWith('/') || address.startsWith('//'))
        return { trouble: trouble('BAD_INPUT', 'the path does not begin with one /') };
      const typed = (value: Typed): Typed => (typeof value === 'string' ? text(value) : value);
      const headers = Object.fromEntries(Object.entries(step.headers).map(([name, value]) => [name, typed(value)]));
      const json = step.json === undefined ? {} : { json: written(step.json, text) };
      return made({
        do: 'http',
        target,
        method,
        address,
        headers,
        ...json,
        status,
        ...(into === undefined ? {} : { into }),
        ...(verify ? { verify } : {}),
      });
    }
    case 'extract': {
      const { target, at, frame, page, columns, next, atMost, into } = step;
      return made({ do: 'extract', target, at, frame, page, columns, next, atMost, into });
    }
    case 'save': {
      const rows = worth(road, place, step.rows);
      if (!Array.isArray(rows)) return { trouble: trouble('BAD_INPUT', 'what is to be saved is no list of rows') };
      const columns = Object.entries(step.columns);
      const cells = rows.map(row => columns.map(([, name]) => cell((row as Record<string, unknown> | null)?.[name])));
      return made({ do: 'save', rows: [columns.map(([heading]) => heading), ...cells], file: text(step.file), into: step.into });
    }
    case 'mail': {
      const files = step.files.map(name => place.scope.vars[name]);
      if (!files.every(isFile)) return { trouble: trouble('BAD_INPUT', 'a file to be sent was not made') };
      return made({ do: 'mail', to: step.to.map(text), subject: text(step.subject), text: text(step.text), files });
    }
    case 'wait':
      return made({ do: 'wait', ms: step.ms });
    case 'announce':
      return made({
        do: 'announce',
        kind: step.kind,
        says: text(step.title),
        text: text(step.text),
        queues: step.queues,
        teams: step.teams,
      });
    case 'ticket': {
      const leaf = step.leaf === undefined ? {} : { leaf: text(step.leaf) };
      const into = step.into === undefined ? {} : { into: step.into };
      const written = Object.entries(step.fields ?? {}).map(([key, value]) => [key, text(value)]);
      const fields = step.fields === undefined ? {} : { fields: Object.fromEntries(written) };
      return made({ do: 'ticket', kind: step.kind, says: text(step.title), text: text(step.text), ...leaf, ...fields, ...into });
    }
    case 'approve': {
      const show = step.show.map(({ label, labelEn, value, valueEn, was }) => ({
        label,
        labelEn,
        value: text(value),
        valueEn: english(road, place, valueEn),
        ...(was === undefined ? {} : { was: text(was) }),
      }));
      return made({ do: 'approve', says: step.title, show, withinMs: step.withinMs, otherwise: step.otherwise });
    }
    case 'hand-over':
      return made({ do: 'hand-over', why: text(step.why), whyEn: english(road, place, step.whyEn), into: [] });
    case 'ask':
      return made({
        do: 'ask',
        question: text(step.question),
        questionEn: english(road, place, step.questionEn),
        options: step.options,
        optionsEn: step.optionsEn,
        withinMs: step.withinMs,
        into: step.into,
      });
  }
}

function learn(road: Road, place: Place, values: Readonly<Record<string, unknown>>, path: string): Flow {
  for (const [name, value] of Object.entries(values)) {
    road.weight += weightOf(value) - (Object.hasOwn(place.scope.vars, name) ? weightOf(place.scope.vars[name]) : 0);
  }
  if (road.weight > bounds.weight) return failed(path, 'FAILED', 'the variables of the run hold too much');
  place.scope = { ...place.scope, vars: { ...place.scope.vars, ...values } };
  return on;
}

function outputsOf(road: Road, place: Place): { readonly values: Readonly<Record<string, unknown>> } | { readonly trouble: RobotTrouble } {
  try {
    return { values: Object.fromEntries(Object.entries(place.bot.outputs).map(([name, text]) => [name, worth(road, place, text)])) };
  } catch (error) {
    if (error instanceof BadExpression) return { trouble: trouble('BAD_EXPRESSION', error.message) };
    throw error;
  }
}

function worth(road: Road, place: Place, text: string): unknown {
  const compiled = remembered<Compiled>(road.expressions, text, compile);
  return compiled.value(place.scope);
}

function isTrue(road: Road, place: Place, text: string): boolean {
  const value = worth(road, place, text);
  if (typeof value !== 'boolean') throw new BadExpression(`${text} is neither true nor false`);
  return value;
}

function write(road: Road, place: Place, text: string): string {
  return remembered<CompiledTemplate>(road.texts, text, compileTemplate).write(place.scope);
}

/** A text's English, where it has one that can be written: a translation changes nothing a robot does. */
function english(road: Road, place: Place, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return write(road, place, text);
  } catch (error) {
    if (error instanceof BadExpression) return undefined;
    throw error;
  }
}

/** A bot's expressions were read when the bot was; one that cannot be read any more is as good as one without a value. */
function remembered<T extends object>(known: Map<string, T>, text: string, read: (text: string) => T | { readonly problem: string }): T {
  const before = known.get(text);
  if (before) return before;
  const found = read(text);
  if ('problem' in found) throw new BadExpression(`${text}: ${found.problem}`);
  known.set(text, found as T);
  return found as T;
}

/** JSON with the strings in it written out. */
function written(value: unknown, text: (template: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map(held => written(held, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, written(held, text)]));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

type Code = Extract<RobotTrouble, { kind: 'system' }>['code'];

function trouble(code: Code, message: string): RobotTrouble {
  return { kind: 'system', code, message: message.slice(0, 500) };
}

function failed(path: string, code: Code, message: string): Flow {
  return { kind: 'failed', path, trouble: trouble(code, message) };
}
