import { build } from '#engine/build.ts';
import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { readFolder } from '#server/content/read-folder.ts';

/** The folder of the demo bank. */
export const demoFolder = new URL('../../content/jianghai', import.meta.url).pathname;
let loaded: Promise<Engine> | undefined;

/** The engine of the demo bank, read from content/ and built once for the process. */
export function demoEngine(): Promise<Engine> {
  loaded ??= readFolder(demoFolder).then(({ release, problems }) => {
    const errors = problems.filter(problem => problem.severity === 'error');
    if (errors.length > 0) throw new Error(`demo content has errors:\n${errors.map(writeProblem).join('\n')}`);
    return load(build(release));
  });
  return loaded;
}
