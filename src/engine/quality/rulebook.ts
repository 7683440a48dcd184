import type { Rule, RuleOf, Said, Window } from '#domain/rule.ts';

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

/** Some words and where they matter. The name is stable from run to run: memory refers to it. */
export interface Listener {
  readonly name: string;
  readonly said: Said;
  readonly use: Use;
}

/** What a cue does for a listener: it is the words, an exemption, or the question it must answer. */
export interface Role {
  readonly listener: number;
  readonly as: 'says' | 'unless' | 'near' | 'asked';
}

/** A release's rules, indexed so that an utterance costs by what was heard in it and not by how many rules there are. */
export interface Rulebook {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly listeners: readonly Listener[];
  readonly byConcept: ReadonlyMap<string, readonly Role[]>;
  /** Require rules without a trigger: they wait for their occasion from the opening on. */
  readonly standing: readonly RuleOf<'require'>[];
  readonly beforeNode: readonly RuleOf<'require'>[];
  readonly atEnd: readonly RuleOf<'require'>[];
  readonly withSteps: readonly RuleOf<'order'>[];
  readonly metrics: readonly RuleOf<'metric'>[];
  readonly onProcess: ReadonlyMap<string, readonly RuleOf<'prompt'>[]>;
}

const books = new WeakMap<readonly Rule[], Rulebook>();

/** The rulebook of these rules; made once for each release. */
export function rulebookOf(rules: readonly Rule[]): Rulebook {
  const known = books.get(rules);
  if (known) return known;
  const made = compile(rules);
  books.set(rules, made);
  return made;
}

/** The name under which memory keeps when the n-th words of a rule were last heard. */
export function nameOf(rule: Rule, part: string, index: number): string {
  return `${rule.key}:${part}${index}`;
}

function compile(rules: readonly Rule[]): Rulebook {
  const listeners: Listener[] = [];
  const add = (rule: Rule, part: string, index: number, said: Said, use: Use) => {
    listeners.push({ name: nameOf(rule, part, index), said, use });
  };

  for (const rule of rules) {
    for (const [index, said] of rule.when.heardBefore.entries()) add(rule, 'before', index, said, { kind: 'condition' });
    for (const [index, said] of rule.when.notHeardBefore.entries()) add(rule, 'never', index, said, { kind: 'condition' });
    if (rule.recoveredBy.length > 0) add(rule, 'recovers', 0, byAgent(rule.recoveredBy), { kind: 'recovers', rule });
    addOwn(rule, add);
  }

  return {
    rules: new Map(rules.map(rule => [rule.key, rule])),
    listeners,
    byConcept: indexByConcept(listeners),
    standing: rules.filter(isRequire).filter(rule => !rule.trigger),
    beforeNode: rules.filter(isRequire).filter(rule => rule.window.kind === 'before-node'),
    atEnd: rules.filter(isRequire).filter(({ window }) => window.kind === 'before-close' || window.kind === 'last-agent-turns'),
    withSteps: rules.filter(isOrder).filter(rule => rule.steps.length > 0),
    metrics: rules.filter(rule => rule.kind === 'metric'),
    onProcess: indexByProcess(rules),
  };
}

function addOwn(rule: Rule, add: (rule: Rule, part: string, index: number, said: Said, use: Use) => void): void {
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
    case 'not-evaluable':
      return;
  }
}

function byAgent(says: readonly string[]): Said {
  return { by: 'agent', says: [...says], atLeast: 1, unless: [], unlessNear: [], replyTo: [], reveals: false };
}

function indexByConcept(listeners: readonly Listener[]): Map<string, Role[]> {
  const index = new Map<string, Role[]>();
  const put = (cues: readonly string[], role: Role) => {
    for (const cue of cues) {
      const roles = index.get(cue);
      if (roles) roles.push(role);
      else index.set(cue, [role]);
    }
  };
  listeners.forEach(({ said }, listener) => {
    put(said.says, { listener, as: 'says' });
    put(said.unless, { listener, as: 'unless' });
    put(said.unlessNear, { listener, as: 'near' });
    put(said.replyTo, { listener, as: 'asked' });
  });
  return index;
}

function indexByProcess(rules: readonly Rule[]): Map<string, RuleOf<'prompt'>[]> {
  const index = new Map<string, RuleOf<'prompt'>[]>();
  for (const rule of rules) {
    if (rule.kind !== 'prompt') continue;
    for (const process of rule.onProcess) index.set(process, [...(index.get(process) ?? []), rule]);
  }
  return index;
}

function isRequire(rule: Rule): rule is RuleOf<'require'> {
  return rule.kind === 'require';
}

function isOrder(rule: Rule): rule is RuleOf<'order'> {
  return rule.kind === 'order';
}

/** Whether a window counts turns or time from its trigger (and so lives in memory), or closes on an occasion. */
export function isRunning(window: Window): boolean {
  return window.kind === 'agent-turns' || window.kind === 'turns' || window.kind === 'seconds';
}
