import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { askProcess } from '#server/ask-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'deskside-ask-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, text: string): string {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

const answers = `
  import { answerTask } from ${JSON.stringify(new URL('./ask-process.ts', import.meta.url).href)};
  answerTask(import.meta.url, async ({ bytes }) => {
    if (bytes.length === 0) throw new Error('nothing to do');
    return { bytes: bytes.map(byte => byte + 1), by: process.pid };
  });`;

test('a task and its answer keep their bytes; the work is done by another process', async () => {
  const answer = await askProcess<{ bytes: Uint8Array; by: number }>(program('answers', answers), { bytes: new Uint8Array([1, 2, 255]) });
  expect([...answer.bytes]).toEqual([2, 3, 0]);
  expect(answer.by).not.toBe(process.pid);
});

test('a process that fails, or ends without an answer, is told apart from one that answers', async () => {
  const killed = program('killed', `process.on('message', () => process.kill(process.pid, 'SIGKILL'))`);
  await expect(askProcess(program('fails', answers), { bytes: new Uint8Array() })).rejects.toThrow('nothing to do');
  await expect(askProcess(killed, {})).rejects.toThrow('SIGKILL');
});
