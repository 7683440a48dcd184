import type { Rule, RuleOf, Said, Window } from '#domain/rule.ts';
import type { Settings } from '#domain/settings.ts';
import type { Content } from '#engine/content.ts';
import { ByCue, type CueNumbers, type Cues } from '#engine/cues.ts';
import { type Metrics, metricsOf } from '#engine/quality/metrics.ts';
import { byOccasion, type Occasions } from '#engine/quality/occasions.ts';
import { nameOf, noTerms, type Terms, termsIn } from '#engine/quality/terms.ts';
import { Sorting } from '#engine/sorting.ts';

/** Where some words matter: which rule listens, and what hearing them does to it. */
export type Use =
  | { readonly kind: 'forbid'; readonly rule: RuleOf<'forbid'> }
  | { readonly kind: 'trigger'; readonly rule: RuleOf<'require'> }
  | { readonly kind: 'need'; readonly rule: RuleOf<'require'> }
  | { readonly kind: 'closes'; readonly rule: RuleOf<'require'> }
  | { readonly kind: 'order'; readonly rule: RuleOf<'order'> }
  | { readonly kind: 'prompt'; readonly rule: RuleOf<'prompt'> }
  | { readonly kind: 'until'; readonly rule: RuleOf<'prompt'> }
  | { readonly kind: 'chip'; readonly rule: RuleOf<'prompt'>; readonly chip: number }
  | { readonly kind: 'recovers'; readonly rule: Rule }
  | { readonly kind: 'condition' };

/** Some words and where they matter. */
export interface Listener {
  readonly name: string;
  readonly said: Said;
  readonly use: Use;
  /** In which order words do their work; the same from run to run, for memory refers to it. */
  readonly number: number;
  readonly isReply: boolean;
  readonly isNoReply: boolean;
  /** Cues that excuse the words, asked only once they were heard: hundreds of rules share them. */
  readonly unless: Cues;
  readonly near: Cues;
  /** Memory keeps when the words were last heard. */
  readonly isLasting: boolean;
  /** The acts among the words of a breach or a trigger: what is clearly unlike one of them, its patterns misheard. */
  readonly acts: Cues;
}

/** What a cue does for a listener: it is the words, or the question they must answer. */
export interface Role {
  readonly listener: Listener;
  readonly as: 'says' | 'asked';
}

/** A release's rules, indexed so that an utterance costs by what was heard in it and not by how many rules there are. */
export interface Rulebook {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly terms: ReadonlyMap<Rule, Terms>;
  /** Room for the words of one utterance. */
  readonly sorting: Sorting;
  /** What a cue does for whom, by the side that says it. */
  readonly byCue: Readonly<Record<'agent' | 'customer', ByCue<readonly Role[]>>>;
  readonly atFirst: readonly RuleOf<'require'>[]; // judged when the agent's first turn is over
  readonly atEnd: readonly RuleOf<'require'>[];
  readonly beforeSteps: Occasions<RuleOf<'require'>>;
  readonly onSteps: Occasions<RuleOf<'order'>>;
  readonly metrics: Metrics;
  readonly onFacts: readonly FactRule[];
  readonly onProcess: ReadonlyMap<string, readonly RuleOf<'prompt'>[]>;
  /** The goodbye, what comes before it, and words that only ask to wait. */
  readonly closing: Cues;
  readonly anythingElse: Cues;
  readonly fillers: Cues;
}

/** A rule on facts told, with what it listens for. */
export interface FactRule {
  readonly rule: RuleOf<'fact'>;
  readonly aside: Cues;
  readonly unless: Cues;
  readonly unlessNear: Cues;
}

const books = new WeakMap<readonly Rule[], Rulebook>();

/** The rulebook of a release's rules; made once for each release. */
export function rulebookOf({ rules, cues, settings }: Content): Rulebook {
  const known = books.get(rules);
  if (known) return known;
  const made = compile(rules, cues, settings);
  books.set(rules, made);
  return made;
}

/** In this order an utterance's words do their work: first what puts right, then what breaks, then what closes. */
const order = ['need', 'chip', 'until', 'recovers', 'forbid', 'order', 'trigger', 'prompt', 'closes', 'condition'] as const;

/** Whose words are asked for later; of the others it matters only that they were heard now. */
const isLasting: Readonly<Record<Use['kind'], boolean>> = {
  need: true,
  trigger: true,
  condition: true,
  chip: false,
  until: false,
  recovers: false,
  forbid: false,
  order: false,
  prompt: false,
  closes: false,
};

type Add = (rule: Rule, part: string, index: number, said: Said, use: Use) => void;

function compile(rules: readonly Rule[], cues: CueNumbers, settings: Settings): Rulebook {
  const unranked: Omit<Listener, 'number'>[] = [];
  const shared = new Map<string, string>(); // conditions that many rules have, noted once
  const standsFor = new Map<string, string>();
  const add: Add = (rule, part, index, said, use) => {
    const name = nameOf(rule, part, index);
    const other = use.kind === 'condition' ? shared.get(JSON.stringify(said)) : undefined;
    if (other !== undefined) {
      standsFor.set(name, other);
      return;
    }
    if (use.kind === 'condition') shared.set(JSON.stringify(said), name);
    unranked.push({
      name,
      said,
      isReply: said.replyTo.length > 0,
      isNoReply: said.unlessReplyTo.length > 0,
      use,
      unless: cues.of(said.unless),
      near: cues.of(said.unlessNear),
      isLasting: isLasting[use.kind],
      acts: use.kind === 'forbid' || use.kind === 'trigger' ? cues.of(said.says.filter(cue => cue.startsWith('@'))) : [],
    });
  };

  for (const rule of rules) {
    for (const [index, said] of rule.when.heardBefore.entries()) add(rule, 'before', index, said, { kind: 'condition' });
    for (const [index, said] of rule.when.notHeardBefore.entries()) add(rule, 'never', index, said, { kind: 'condition' });
    if (rule.recoveredBy.length > 0) add(rule, 'recovers', 0, byAgent(rule.recoveredBy), { kind: 'recovers', rule });
    addOwn(rule, add);
  }
  unranked.sort((a, b) => order.indexOf(a.use.kind) - order.indexOf(b.use.kind) || (a.name < b.name ? -1 : 1));
  const listeners = unranked.map((listener, number): Listener => ({ ...listener, number }));
  const numbers = new Map(listeners.map(({ name, number }) => [name, number]));
  const numberOf = (name: string): number => numbers.get(standsFor.get(name) ?? name) ?? -1;

  const requires = rules.filter(rule => rule.kind === 'require');
  return {
    rules: new Map(rules.map(rule => [rule.key, rule])),
    terms: new Map(rules.map(rule => [rule, termsIn(rule, numberOf)])),
    sorting: new Sorting(listeners.length),
    byCue: { agent: new ByCue(cues, indexByCue(listeners, 'agent')), customer: new ByCue(cues, indexByCue(listeners, 'customer')) },
    atFirst: requires.filter(({ trigger, window }) => !trigger && window.kind === 'first-agent-turn'),
    atEnd: requires.filter(({ window }) => window.kind === 'before-close' || window.kind === 'last-agent-turns'),
    beforeSteps: byOccasion(requires, ({ window }) => ('nodes' in window ? window.nodes : [])),
    onSteps: byOccasion(
      rules.filter(rule => rule.kind === 'order'),
      ({ steps }) => steps.map(({ node }) => node),
    ),
    metrics: metricsOf(rules),
    onFacts: rules.filter(rule => rule.kind === 'fact').map(rule => factRule(rule, cues)),
    onProcess: byOccasion(
      rules.filter(rule => rule.kind === 'prompt'),
      ({ onProcess }) => onProcess,
    ),
    closing: cues.of(settings.closing),
    anythingElse: cues.of(settings.anythingElse),
    fillers: cues.of(settings.fillers),
  };
}

/** What a rule asks for later. */
export function termsOf({ terms }: Rulebook, rule: Rule): Terms {
  return terms.get(rule) ?? noTerms;
}

function factRule(rule: RuleOf<'fact'>, cues: CueNumbers): FactRule {
  return { rule, aside: cues.of(rule.aside), unless: cues.of(rule.unless), unlessNear: cues.of(rule.unlessNear) };
}

function addOwn(rule: Rule, add: Add): void {
  switch (rule.kind) {
    case 'forbid':
      add(rule, 'said', 0, rule.said, { kind: 'forbid', rule });
      return;
    case 'require':
      if (rule.trigger) add(rule, 'trigger', 0, rule.trigger, { kind: 'trigger', rule });
      for (const [index, said] of rule.need.entries()) add(rule, 'need', index, said, { kind: 'need', rule });
      if (rule.window.kind === 'before-said') add(rule, 'closes', 0, rule.window.said, { kind: 'closes', rule });
      return;
    case 'order':
      if (rule.said) add(rule, 'said', 0, rule.said, { kind: 'order', rule });
      for (const [index, said] of rule.orSaid.entries()) add(rule, 'or', index, said, { kind: 'condition' });
      return;
    case 'metric':
      for (const [index, said] of rule.unless.entries()) add(rule, 'unless', index, said, { kind: 'condition' });
      return;
    case 'prompt':
      if (rule.trigger) add(rule, 'trigger', 0, rule.trigger, { kind: 'prompt', rule });
      if (rule.untilSaid.length > 0) add(rule, 'until', 0, byAgent(rule.untilSaid), { kind: 'until', rule });
      for (const [index, chip] of rule.chips.entries())
        add(rule, 'chip', index, byAgent(chip.said.length > 0 ? chip.said : [chip.label]), { kind: 'chip', rule, chip: index });
      return;
    case 'fact': // its words are the articles'
    case 'not-evaluable':
      return;
  }
}

function byAgent(says: readonly string[]): Said {
  return { by: 'agent', says: [...says], atLeast: 1, unless: [], unlessNear: [], replyTo: [], unlessReplyTo: [], reveals: 'nothing' };
}

/** Roles by cue, as far as they concern what one side says; listeners in their order. */
function indexByCue(listeners: readonly Listener[], speaker: 'agent' | 'customer'): ReadonlyMap<string, readonly Role[]> {
  const index = new Map<string, Role[]>();
  const put = (cues: readonly string[], role: Role) => {
    for (const cue of cues) {
      const roles = index.get(cue);
      if (roles) roles.push(role);
      else index.set(cue, [role]);
    }
  };
  for (const listener of listeners) {
    const { said } = listener;
    if (said.by === 'any' || said.by === speaker) put(said.says, { listener, as: 'says' });
    if (said.by !== speaker) put([...said.replyTo, ...said.unlessReplyTo], { listener, as: 'asked' });
  }
  return index;
}

/** Whether a window counts turns or time from its trigger (and so lives in memory), or closes on an occasion. */
export function isRunning(window: Window): boolean {
  return window.kind === 'agent-turns' || window.kind === 'turns' || window.kind === 'seconds';
}
