import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hearSaid, readSaid } from '#eval/said.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';

const fileOf = (name: string) => readFile(new URL(`calls/${name}`, import.meta.url), 'utf8');
const engine = await demoEngine();

test('what is said at the steps is heard as those steps and no others, but for what we know of', async () => {
  const results = hearSaid(engine, readSaid(await fileOf('said.txt')));
  const errors = results.flatMap(({ process, text, missed, wrong }) =>
    missed.length + wrong.length === 0 ? [] : [`${process} -${missed.join()} +${wrong.join()} ${text}`],
  );
  expect(results).toHaveLength(459);
  await expect(errors.join('\n')).toMatchFileSnapshot('calls/said.known.txt');
});
