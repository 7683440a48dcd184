import { readdir, stat } from 'node:fs/promises';
import { inDatabase } from '#commands/in-database.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { type ArticlesFound, readArticles } from '#server/content/import-articles.ts';
import { type ArticlesImported, draftArticles } from '#server/content/import-draft.ts';
import { mustBeHere } from '#server/people/may-do.ts';

/** Whether this is a whole bank's content; anything else is taken for files of existing articles. */
export async function isContentFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Error(`there is no ${path}`);
  return found.isDirectory() && (await readdir(path)).some(name => name.endsWith('.yaml'));
}

/** Says what files of existing articles hold and what is wrong with them; answers the exit code. */
export async function checkArticleFiles(path: string, json: boolean): Promise<number> {
  const found = await readArticles(path, []);
  tell(found, null, json);
  return found.refused > 0 ? 1 : 0;
}

/** Adds existing articles to what is live, as a draft in review; answers the exit code. */
export async function importArticleFiles(
  path: string,
  as: string,
  options: Omit<Parameters<typeof draftArticles>[2], 'by'>,
  json: boolean,
): Promise<number> {
  const { found, stored } = await inDatabase(async ({ db }) => draftArticles(db, path, { ...options, by: await mustBeHere(db, as) }));
  tell(found, stored, json);
  if (stored) return 0;
  const why = found.articles.length === 0 ? '' : ': mend the refused rows, or leave them out with --skip-refused';
  console.error(`nothing was imported${why}`);
  return 1;
}

function tell({ articles, rows, refused, problems }: ArticlesFound, stored: ArticlesImported['stored'], json: boolean): void {
  if (json) {
    console.log(JSON.stringify({ articles: articles.length, rows, refused, problems, ...stored }));
    return;
  }
  for (const problem of problems) console.log(writeProblem(problem));
  console.log(`${articles.length} articles of ${rows} rows, ${refused} refused`);
  if (stored) console.log(`draft ${stored.draft}: ${stored.changed} new versions, in review`);
}
