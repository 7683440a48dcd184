import type { Bot } from '#domain/bot.ts';
import type { BotStep } from '#domain/bot-step.ts';
import { checkActions, checkSelectors } from '#robots/check-actions.ts';
import { checkEnglish, checkEnglishOf } from '#robots/check-english.ts';
import { type BotProblem, expression, type Names, template, templatesIn, typed } from '#robots/names.ts';
import { allSteps, effectOf, setsOf } from '#robots/steps.ts';

/** What a bot's shape cannot say: names that lead nowhere, commits nobody could look after, expressions that cannot be read. */
export function checkBot(bot: Bot): readonly BotProblem[] {
  const problems: BotProblem[] = [];
  const complain = (path: BotProblem['path'], why: string): void => void problems.push({ path, why });
  const placed = allSteps(bot.steps);
  const set = new Set(placed.flatMap(({ step }) => setsOf(step)));
  const names: Names = { bot, set, pages: new Set(['main']), complain };

  checkInputs(names);
  checkEnglish(names);
  for (const [key, secret] of Object.entries(bot.secrets)) {
    if (!Object.hasOwn(bot.targets, secret.target)) complain(['secrets', key, 'target'], `there is no target ${secret.target}`);
  }
  const ids = new Set<string>();
  for (const { step, path } of placed) {
    if (ids.has(step.id)) complain([...path, 'id'], `another step is called ${step.id}`);
    ids.add(step.id);
    checkStep(names, step, path);
  }
  for (const [key, text] of Object.entries(bot.outputs)) expression(names, text, ['outputs', key]);
  if (bot.queue.reference) template(names, bot.queue.reference, ['queue', 'reference']);
  checkTriggers(names);
  return problems;
}

function checkInputs({ bot, complain }: Names): void {
  for (const [key, input] of Object.entries(bot.inputs)) {
    if (input.type === 'choice' && input.choices.length < 2) complain(['inputs', key, 'choices'], 'a choice needs two answers or more');
    if (input.type !== 'choice' && input.choices.length > 0)
      complain(['inputs', key, 'choices'], `choices belong to the type choice, not ${input.type}`);
    if (input.digits && input.digits.min > input.digits.max) complain(['inputs', key, 'digits'], 'min is above max');
  }
}

function checkStep(names: Names, step: BotStep, path: BotProblem['path']): void {
  const { bot, complain } = names;
  if (step.if) expression(names, step.if, [...path, 'if']);
  checkEnglishOf(names, step, path);
  if ('target' in step && !Object.hasOwn(bot.targets, step.target)) complain([...path, 'target'], `there is no target ${step.target}`);
  if ('key' in step && step.key) template(names, step.key, [...path, 'key']);

  const effect = effectOf(step);
  if (effect === 'commit' && step.tries > 1)
    complain([...path, 'tries'], 'a commit is tried once; what became of it is verified, not repeated');
  if (step.do === 'browser' || step.do === 'http') {
    if (effect === 'commit' && !step.key) complain(path, 'a commit needs a key: what makes two runs the same deed');
    if (effect !== 'read' && !step.verify) complain(path, `a ${effect} needs verify: how to read whether it took effect`);
    if (effect === 'read' && step.verify) complain([...path, 'verify'], 'a read has nothing to verify');
  }
  switch (step.do) {
    case 'browser':
      checkActions(names, step.actions, step.target, [...path, 'actions']);
      checkVerification(names, step, path);
      break;
    case 'http':
      template(names, step.path, [...path, 'path']);
      for (const [header, value] of Object.entries(step.headers)) typed(names, value, step.target, [...path, 'headers', header]);
      templatesIn(names, step.json, [...path, 'json']);
      checkVerification(names, step, path);
      break;
    case 'save':
      expression(names, step.rows, [...path, 'rows']);
      template(names, step.file, [...path, 'file']);
      if (!/\.(csv|xlsx)$/.test(step.file)) complain([...path, 'file'], 'the name ends in .csv or .xlsx');
      break;
    case 'mail':
      for (const [index, to] of step.to.entries()) template(names, to, [...path, 'to', index]);
      for (const file of step.files) if (!names.set.has(file)) complain([...path, 'files'], `no step makes ${file}`);
      template(names, step.subject, [...path, 'subject']);
      template(names, step.text, [...path, 'text']);
      break;
    case 'set':
      for (const [key, text] of Object.entries(step.values)) expression(names, text, [...path, 'values', key]);
      break;
    case 'call':
      if (step.bot === bot.bot) complain([...path, 'bot'], 'a bot may not call itself');
      for (const [key, text] of Object.entries(step.inputs)) expression(names, text, [...path, 'inputs', key]);
      break;
    case 'announce':
    case 'ticket':
      template(names, step.title, [...path, 'title']);
      template(names, step.text, [...path, 'text']);
      if (step.do === 'ticket')
        for (const [key, value] of Object.entries(step.fields ?? {})) template(names, value, [...path, 'fields', key]);
      if (step.do === 'announce' && step.queues.length + step.teams.length === 0) complain(path, 'an announcement needs queues or teams');
      break;
    case 'approve':
      for (const [index, { value, was }] of step.show.entries()) {
        template(names, value, [...path, 'show', index, 'value']);
        if (was !== undefined) template(names, was, [...path, 'show', index, 'was']);
      }
      break;
    case 'hand-over':
      template(names, step.why, [...path, 'why']);
      break;
    case 'ask':
      template(names, step.question, [...path, 'question']);
      break;
    case 'fail':
      template(names, step.message, [...path, 'message']);
      break;
    case 'branch':
      for (const [index, one] of step.cases.entries()) expression(names, one.when, [...path, 'cases', index, 'when']);
      break;
    case 'loop':
      expression(names, step.over, [...path, 'over']);
      break;
    case 'extract':
      for (const [name, selectors] of [
        ['at', step.at],
        ['next', step.next],
      ] as const)
        checkSelectors(names, selectors, [...path, name]);
      break;
    case 'wait':
      break;
  }
}

function checkVerification(names: Names, { verify, target }: Extract<BotStep, { do: 'browser' | 'http' }>, path: BotProblem['path']): void {
  if (!verify) return;
  if (verify.actions.length > 0 === (verify.request !== undefined))
    names.complain([...path, 'verify'], 'a verification reads by actions on the page or by a request: one of them');
  if (verify.request) template(names, verify.request.path, [...path, 'verify', 'request', 'path']);
  checkActions(names, verify.actions, target, [...path, 'verify', 'actions']);
  expression(names, verify.took, [...path, 'verify', 'took']);
  if (verify.not) expression(names, verify.not, [...path, 'verify', 'not']);
}

function checkTriggers({ bot, complain }: Names): void {
  for (const [index, trigger] of bot.triggers.entries()) {
    const path = ['triggers', index];
    if (trigger.on === 'schedule' || trigger.on === 'api') {
      const missing = Object.entries(bot.inputs).filter(([, input]) => input.required && input.initial === undefined);
      if (trigger.on === 'schedule' && missing.length > 0) complain(path, `a schedule gives no inputs, and ${missing[0]?.[0]} is required`);
    }
    if (trigger.on === 'slot-filled' && !trigger.slot) complain(path, 'which slot? name it in slot');
    if (trigger.on === 'node-reached' && !trigger.node) complain(path, 'which node? name it in node');
    if (trigger.on === 'process-started' && !trigger.process) complain(path, 'which process? name it in process');
  }
}
