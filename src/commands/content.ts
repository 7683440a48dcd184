import { parseArgs } from 'node:util';
import { contentExamplesHelp, decideOffered, listOffered } from '#commands/content-examples.ts';
import { printExplanations } from '#commands/explain-content.ts';
import { checkArticleFiles, importArticleFiles, isContentFolder } from '#commands/import-articles.ts';
import { inDatabase } from '#commands/in-database.ts';
import { checkFolder } from '#server/content/check.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { approveContent, bringContent, publishContent, recallContent } from '#server/content/deeds.ts';
import { diffReleases } from '#server/content/diff.ts';
import { readItems } from '#server/content/draft.ts';
import { exportFolder } from '#server/content/export.ts';
import { liveItems } from '#server/content/live-items.ts';
import { type ContentFolder, readFolder } from '#server/content/read-folder.ts';
import { mustBeHere } from '#server/people/may-do.ts';

export const contentHelp = `deskside content check DIR                      what is wrong, by file, line and column
deskside content explain DIR [KIND/KEY] --lang zh|en   rules, steps, articles and reasons in words: fires when, unless, within, withdrawn when
deskside content diff DIR                       what DIR would change against the live release
deskside content import DIR --as 工号            store DIR as a draft and hand it to the approvers
deskside content check FILE|DIR                  the same for existing articles: .xlsx, .csv, .md, .html
deskside content import FILE|DIR --as 工号       add existing articles to what is live, as a draft (--skip-refused: without the refused rows)
deskside content approve DRAFT --as 工号         by somebody other than the author
deskside content publish DRAFT --as 工号         make an approved draft the live release
deskside content export DIR                     write the live release as a folder
deskside content recall KIND/KEY --as 工号 --why …   stop an item on running conversations (--suspend: for now)
${contentExamplesHelp}`;

/** Runs one content command; answers the exit code. */
export async function contentCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      why: { type: 'string' },
      suspend: { type: 'boolean' },
      json: { type: 'boolean' },
      title: { type: 'string' },
      'skip-refused': { type: 'boolean' },
      lang: { type: 'string', default: 'zh' },
    },
  });
  const [verb, target] = positionals;
  if (!verb || !target) return usage();
  if ((verb === 'check' || verb === 'import') && !(await isContentFolder(target))) {
    if (verb === 'check') return checkArticleFiles(target, values.json ?? false);
    const title = values.title ?? target;
    const refusedRows = values['skip-refused'] ? 'leave-out' : 'stop';
    return withAuthor(values.as, by => importArticleFiles(target, by, { title, refusedRows }, values.json ?? false));
  }

  switch (verb) {
    case 'check':
      return check(await readFolder(target), values.json ?? false);
    case 'explain':
      return printExplanations(
        (await readFolder(target)).release,
        positionals[2] ?? '',
        values.lang === 'en' ? 'en' : 'zh',
        values.json ?? false,
      );
    case 'diff':
      return diff(target, values.json ?? false);
    case 'import':
      return withAuthor(values.as, by => bring(target, by, values.title ?? target));
    case 'approve':
      return withAuthor(values.as, by => inDatabase(async ({ db }) => approveContent(db, draftNumber(target), await mustBeHere(db, by))));
    case 'publish':
      return withAuthor(values.as, by => publish(draftNumber(target), by));
    case 'export':
      return exportLive(target);
    case 'examples':
      return examples(target, positionals[2], values.as, values.json ?? false);
    case 'recall':
      return withAuthor(values.as, by => recall(target, by, values.why ?? '', values.suspend ? 'suspended' : 'recalled'));
    default:
      return usage();
  }
}

async function examples(what: string, named: string | undefined, as: string | undefined, json: boolean): Promise<number> {
  if (what === 'list') return listOffered(json);
  if ((what !== 'take' && what !== 'leave') || named === undefined) return usage();
  return withAuthor(as, by => decideOffered(what, named, by, json));
}

function check(folder: ContentFolder, json: boolean): number {
  const problems = [...folder.problems, ...checkFolder(folder)];
  const errors = problems.filter(problem => problem.severity === 'error').length;
  const notEvaluable = folder.release.rules.filter(rule => rule.kind === 'not-evaluable');
  if (json)
    console.log(
      JSON.stringify({
        problems,
        errors,
        warnings: problems.length - errors,
        notEvaluable: notEvaluable.map(({ key, title, needs }) => ({ rule: key, title, needs })),
      }),
    );
  else {
    for (const problem of problems) console.log(writeProblem(problem));
    for (const { key, title, needs } of notEvaluable) console.log(`rule/${key} ${title} is not evaluable yet: ${needs}`);
    console.log(`${Object.keys(folder.release.versions).length} items, ${errors} errors, ${problems.length - errors} warnings`);
  }
  return errors > 0 ? 1 : 0;
}

async function readChecked(dir: string): Promise<ContentFolder> {
  const folder = await readFolder(dir);
  const errors = [...folder.problems, ...checkFolder(folder)].filter(problem => problem.severity === 'error');
  if (errors.length > 0) throw new Error(`${errors.length} errors; nothing was imported\n${errors.map(writeProblem).join('\n')}`);
  return folder;
}

async function bring(dir: string, by: string, title: string): Promise<void> {
  const { release } = await readChecked(dir);
  await inDatabase(async ({ db }) => {
    const { draft, items, changed } = await bringContent(db, release, title, await mustBeHere(db, by));
    console.log(`draft ${draft}: ${items} items, ${changed} new versions, in review`);
  });
}

async function diff(dir: string, json: boolean): Promise<number> {
  const { release } = await readChecked(dir);
  await inDatabase(async ({ db }) => {
    const items = await liveItems(db);
    if (items.length === 0) throw new Error('nothing is live yet, so there is nothing to compare with');
    const found = diffReleases(await readItems(db, items), release);
    if (json) console.log(JSON.stringify(found));
    else
      for (const { kind, key, change, fields } of found)
        console.log(`${change.padEnd(8)} ${kind}/${key}${fields.length ? ` (${fields.join(', ')})` : ''}`);
    if (!json) console.log(`${found.length} differences`);
  });
  return 0;
}

function publish(draft: number, by: string): Promise<void> {
  return inDatabase(async ({ db }) => {
    const { release, artefact } = await publishContent(db, draft, await mustBeHere(db, by));
    console.log(`live: release ${release}\nartefact ${artefact}`);
  });
}

async function exportLive(dir: string): Promise<number> {
  await inDatabase(async ({ db }) => {
    const items = await liveItems(db);
    if (items.length === 0) throw new Error('nothing is live yet');
    console.log(`${await exportFolder(await readItems(db, items), dir)} files written to ${dir}`);
  });
  return 0;
}

function recall(target: string, by: string, reason: string, act: 'recalled' | 'suspended'): Promise<void> {
  const slash = target.indexOf('/');
  if (slash < 1) throw new Error('name the item as kind/key, such as article/K01');
  if (!reason) throw new Error('say why with --why; it is kept in the record');
  const [kind, key] = [target.slice(0, slash), target.slice(slash + 1)];
  return inDatabase(async ({ db }) => {
    const { version } = await recallContent(db, { kind, key, act, reason }, await mustBeHere(db, by));
    console.log(`${kind}/${key}@${version} ${act}; running conversations hear of it within seconds`);
  });
}

async function withAuthor(by: string | undefined, work: (by: string) => Promise<number> | Promise<void>): Promise<number> {
  if (!by) {
    console.error('say who you are with --as 工号');
    return 2;
  }
  return (await work(by)) ?? 0;
}

function draftNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${text} is no draft number`);
  return number;
}

function usage(): number {
  console.error(contentHelp);
  return 2;
}
