import type { BotStep } from '#domain/bot-step.ts';
import { type BotProblem, type Names, template } from '#robots/names.ts';

/** English stands for something, line by line where that is a list, and its expressions can be read like any other. */
export function checkEnglish(names: Names): void {
  const { bot } = names;
  pairs(names, bot, []);
  if (bot.byHand) pairs(names, bot.byHand, ['byHand']);
  for (const part of ['inputs', 'targets', 'secrets'] as const)
    for (const [key, held] of Object.entries<object>(bot[part])) pairs(names, held, [part, key]);
}

/** The same for what one step says. */
export function checkEnglishOf(names: Names, step: BotStep, path: BotProblem['path']): void {
  pairs(names, step, path);
  if (step.do === 'approve') for (const [index, one] of step.show.entries()) pairs(names, one, [...path, 'show', index]);
  const actions = step.do === 'browser' ? step.actions : [];
  const verifying = 'verify' in step ? (step.verify?.actions ?? []) : [];
  for (const [index, action] of actions.entries()) pairs(names, action, [...path, 'actions', index]);
  for (const [index, action] of verifying.entries()) pairs(names, action, [...path, 'verify', 'actions', index]);
}

const templates: ReadonlySet<string> = new Set(['value', 'why', 'question', 'message']);

function pairs(names: Names, held: object, path: BotProblem['path']): void {
  const said: Readonly<Record<string, unknown>> = { ...held };
  for (const [key, english] of Object.entries(said)) {
    if (!key.endsWith('En') || english === undefined) continue;
    const name = key.slice(0, -2);
    const own = said[name];
    if (own === undefined || (Array.isArray(own) && own.length === 0))
      names.complain([...path, key], `is the English of ${name}, which is missing`);
    else if (Array.isArray(own) && Array.isArray(english) && own.length !== english.length)
      names.complain([...path, key], `has ${english.length} where ${name} has ${own.length}: one for each`);
    if (typeof english === 'string' && templates.has(name)) template(names, english, [...path, key]);
  }
}
