import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '#adapters/clock/system-clock.ts';
import { demoContent } from '#commands/demo-content.ts';
import { inDatabase } from '#commands/in-database.ts';
import { ConversationId } from '#domain/ids.ts';
import { build } from '#engine/build.ts';
import type { Engine } from '#engine/engine.ts';
import { load } from '#engine/load.ts';
import { writeProblem } from '#server/content/content-problem.ts';
import { readFolder } from '#server/content/read-folder.ts';
import { EngineShelf } from '#server/content/shelf.ts';
import { readRecord } from '#server/desk/read.ts';
import { type Replayed, replay, replayScript } from '#server/live/replay.ts';
import { fromDialogue } from '#server/live/script.ts';

export const replayHelp = `deskside replay FILE [--json] [--content DIR]   fold a conversation file (several: one hash each)
       [--agent 工号 --hired-on DATE]           as this agent would have been shown it
deskside replay --conversation ID [--json]     fold a stored conversation again with the release it pinned`;

/** Replays files or a stored conversation; answers the exit code. */
export async function replayCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      conversation: { type: 'string' },
      content: { type: 'string' },
      agent: { type: 'string' },
      'hired-on': { type: 'string' },
    },
  });
  if (values.conversation) return stored(values.conversation, values.json ?? false);
  const [file] = positionals;
  if (!file) {
    console.error(replayHelp);
    return 2;
  }
  const engine = await engineOf(values.content ?? demoContent);
  const hiredOn = values['hired-on'];
  const servedBy = values.agent ? { agent: values.agent, ...(hiredOn ? { hiredOn } : {}) } : undefined;
  for (const dialogue of dialoguesIn(await readFile(file, 'utf8'))) {
    print(replayScript(engine, fromDialogue(dialogue), servedBy), values.json ?? false);
  }
  return 0;
}

/** The engine of a content folder, built here and now. */
export async function engineOf(dir: string): Promise<Engine> {
  const { release, problems } = await readFolder(dir);
  const errors = problems.filter(problem => problem.severity === 'error');
  if (errors.length > 0) throw new Error(`${dir} has errors:\n${errors.map(writeProblem).join('\n')}`);
  return load(build(release));
}

/** The conversations of a file: one object, a list, JSON lines, or worked dialogues with `voice` and `chat`. */
export function dialoguesIn(text: string): readonly unknown[] {
  const json = parse(text);
  if (Array.isArray(json)) return json;
  const { voice, chat } = json as { voice?: unknown[]; chat?: unknown[] };
  return voice || chat ? [...(voice ?? []), ...(chat ?? [])] : [json];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (whole) {
    const lines = text.split('\n').filter(line => line.trim() !== '');
    return lines.map((line, index) => {
      try {
        return JSON.parse(line);
      } catch {
        throw new Error(`line ${index + 1} is not JSON, and neither is the whole file (${(whole as Error).message})`);
      }
    });
  }
}

function stored(id: string, json: boolean): Promise<number> {
  return inDatabase(async ({ db }) => {
    const conversation = ConversationId.parse(id);
    const record = await readRecord(db, conversation);
    if (!record) throw new Error(`there is no conversation ${id}`);
    const { artefact } = await db.selectFrom('conversations').select('artefact').where('id', '=', id).executeTakeFirstOrThrow();
    const engine = await new EngineShelf(db, systemClock).get(artefact);
    const again = replay(
      engine,
      record.rows.map(row => row.event),
    );
    print(again, json);
    if (again.hash === record.hash) return 0;
    console.error(`stored hash ${record.hash}: what was shown was another engine version's`);
    return 1;
  });
}

function print({ rows, hash }: Replayed, json: boolean): void {
  for (const { event, advice } of rows) {
    if (json) for (const change of advice) console.log(JSON.stringify({ position: event.position, atMs: event.atMs, ...change }));
    else if (advice.length > 0 || event.what.kind === 'heard') printRow(event, advice);
  }
  console.log(JSON.stringify({ hash }));
}

function printRow(event: Replayed['rows'][number]['event'], advice: Replayed['rows'][number]['advice']): void {
  const said = event.what.kind === 'heard' ? `${event.what.utterance.speaker}: ${event.what.utterance.text}` : event.what.kind;
  console.log(`${(event.atMs / 1000).toFixed(1).padStart(7)} s  ${said}`);
  for (const change of advice) {
    const what = change.op === 'withdrawn' ? change.key : `${change.advice.key} (${change.advice.loudness})`;
    console.log(`${' '.repeat(12)}${change.op} ${what}`);
  }
}
