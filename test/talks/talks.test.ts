import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ConversationMeta } from '#domain/conversation.ts';
import type { LogEvent } from '#domain/event.ts';
import { admit, doorStart } from '#engine/door/door.ts';
import { boardOf } from '#engine/engine.ts';
import { demoEngine } from '#test/kit/demo-engine.ts';
import { readTalk, type Talk } from '#test/talks/read-talk.ts';
import { wrongWith } from '#test/talks/see.ts';

const engine = await demoEngine();
const folder = new URL('.', import.meta.url).pathname;
const files = readdirSync(folder).filter(name => name.endsWith('.talk'));

test('there are talks to read', () => expect(files.length).toBeGreaterThan(5));

test.each(files)('%s', name => {
  expect(wrongIn(readTalk(readFileSync(folder + name, 'utf8')))).toEqual([]);
});

/** Plays a talk through door and engine; answers every expectation that does not hold. */
function wrongIn(talk: Talk): readonly string[] {
  let mind = engine.open();
  let door = doorStart;
  let position = 0;
  let clockMs = -900;
  const wrong: string[] = [];
  const attend = (atMs: number, what: unknown) => {
    position++;
    const event = { position, atMs, source: 'talk', what: typeof what === 'function' ? what(position) : what } as LogEvent;
    mind = engine.attend(mind, event).mind;
  };

  attend(0, { kind: 'opened', meta: metaOf(talk) });
  for (const said of talk.says) {
    const startMs = Math.max(0, clockMs + said.pauseMs);
    if (said.speaker === 'hang-up') {
      attend(startMs, { kind: 'closed', by: 'customer' });
    } else {
      const { speaker } = said;
      clockMs = startMs + 230 * said.text.length;
      const { memory, text } = admit(door, { speaker, text: said.text, lang: talk.lang, atMs: clockMs });
      door = memory;
      attend(clockMs, (at: number) => ({
        kind: 'heard',
        utterance: { position: at, revision: 0, speaker, text, startMs, endMs: clockMs },
      }));
    }
    for (const expected of said.sees) {
      const problem = wrongWith(boardOf(mind), expected);
      if (problem) wrong.push(problem);
    }
  }
  return wrong;
}

function metaOf({ channel, lang }: Talk): ConversationMeta {
  return ConversationMeta.parse({
    channel,
    direction: 'inbound',
    layout: channel === 'voice' ? 'dual' : 'text',
    lang,
    timeZone: 'Asia/Shanghai',
    openedAt: '2026-11-22T10:00:00+08:00',
    arm: 'assisted',
  });
}
