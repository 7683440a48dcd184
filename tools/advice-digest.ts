import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { demoContent } from '#commands/demo-content.ts';
import { dialoguesIn, engineOf } from '#commands/replay.ts';
import { readCalls } from '#server/demo/call.ts';
import { replayScript } from '#server/live/replay.ts';
import { fromDialogue } from '#server/live/script.ts';

/**
 * node tools/advice-digest.ts BASELINE [FILE …]: one hash of all advice per conversation, of the demo calls and of the given files.
 * Writes BASELINE when there is none, else names the conversations that changed. For whoever makes the engine faster: nothing may.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [baseline, ...files] = positionals;
if (!baseline) throw new Error('node tools/advice-digest.ts BASELINE [FILE …]');

const engine = await engineOf(demoContent);
const scripts = (await readCalls(demoContent)).map(call => call.script);
for (const file of files) for (const dialogue of dialoguesIn(await readFile(file, 'utf8'))) scripts.push(fromDialogue(dialogue));

const hashes = scripts.map(script => `${script.id} ${replayScript(engine, script).hash}`);
if (!existsSync(baseline)) {
  await writeFile(baseline, `${hashes.join('\n')}\n`);
  console.log(`${hashes.length} conversations written to ${baseline}`);
} else {
  const before = new Set((await readFile(baseline, 'utf8')).split('\n'));
  const changed = hashes.filter(line => !before.has(line));
  console.log(`${hashes.length} conversations, ${changed.length} changed${changed.map(line => `\n  ${line.split(' ')[0]}`).join('')}`);
  process.exitCode = changed.length > 0 ? 1 : 0;
}
