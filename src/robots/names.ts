import type { Bot } from '#domain/bot.ts';
import { compile, type Reference } from '#robots/expression.ts';
import { compileTemplate } from '#robots/template.ts';

/** Something wrong with a bot, at a path of its file. */
export interface BotProblem {
  readonly path: readonly (string | number)[];
  readonly why: string;
}

/** What the checks of one bot share. */
export interface Names {
  readonly bot: Bot;
  readonly set: ReadonlySet<string>;
  readonly pages: Set<string>; // main, and the popups opened so far
  complain(path: BotProblem['path'], why: string): void;
}

/** Every expression of a bot is read when the bot is, not when it runs. */
export function expression(names: Names, text: string, path: BotProblem['path']): void {
  const compiled = compile(text);
  if ('problem' in compiled) names.complain(path, `column ${compiled.column} of ${text}: ${compiled.problem}`);
  else known(names, compiled.references, path);
}

/** The same for text with expressions in it. */
export function template(names: Names, text: string, path: BotProblem['path']): void {
  const compiled = compileTemplate(text);
  if ('problem' in compiled) names.complain(path, `column ${compiled.column} of ${text}: ${compiled.problem}`);
  else known(names, compiled.references, path);
}

/** A value to type: text, or a secret that may be used on this target. */
export function typed(names: Names, value: string | { readonly secret: string }, target: string, path: BotProblem['path']): void {
  if (typeof value === 'string') return template(names, value, path);
  const name = value.secret.split('.')[0] ?? '';
  const secret = Object.hasOwn(names.bot.secrets, name) ? names.bot.secrets[name] : undefined;
  if (!secret) names.complain(path, `there is no secret ${name}`);
  else if (secret.target !== target) names.complain(path, `secret ${name} belongs to target ${secret.target}, not ${target}`);
}

/** Every text inside a piece of JSON. */
export function templatesIn(names: Names, value: unknown, path: BotProblem['path']): void {
  if (typeof value === 'string') template(names, value, path);
  else if (Array.isArray(value)) for (const [index, held] of value.entries()) templatesIn(names, held, [...path, index]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, held] of Object.entries(value)) templatesIn(names, held, [...path, key]);
}

const ofRun = new Set(['id', 'today', 'time', 'by', 'for', 'dry']);

function known({ bot, set, complain }: Names, references: readonly Reference[], path: BotProblem['path']): void {
  for (const { of, name } of references) {
    if (of === 'inputs' && !Object.hasOwn(bot.inputs, name)) complain(path, `there is no input ${name}`);
    if (of === 'vars' && !set.has(name)) complain(path, `no step gives ${name} a value`);
    if (of === 'run' && !ofRun.has(name)) complain(path, `run has no ${name}: ${[...ofRun].join(', ')}`);
  }
}
