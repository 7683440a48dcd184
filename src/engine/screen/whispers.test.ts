import { expect, test } from 'vitest';
import type { ConversationId } from '#domain/ids.ts';
import type { StandingWhisper, Whisper } from '#domain/whisper.ts';
import { screen, screenStart } from '#engine/screen/screen.ts';
import type { WhisperEvent } from '#engine/screen/whispers.ts';

const conversation = '20260105-aaaaaaaaaaaaaaaa' as ConversationId;
const whisper: Whisper = { id: 'whisper-1', conversation, by: '2001', text: '先道歉', origin: { kind: 'own' } };
const sent: StandingWhisper = { ...whisper, atMs: 10, state: 'sent' };
const came: WhisperEvent = { kind: 'whispered', atMs: 10, whisper };
const seen: WhisperEvent = { kind: 'whisper-seen', atMs: 20, id: 'whisper-1' };
const heard: WhisperEvent = { kind: 'whisper-done', atMs: 30, id: 'whisper-1', by: 'heard' };
const marked: WhisperEvent = { kind: 'whisper-done', atMs: 40, id: 'whisper-1', by: 'marked' };

const cases: readonly { when: string; events: readonly WhisperEvent[]; stands: readonly StandingWhisper[] }[] = [
  { when: 'it comes', events: [came], stands: [sent] },
  { when: 'it comes again', events: [came, { ...came, atMs: 15 }], stands: [sent] },
  { when: 'the desk painted it', events: [came, seen], stands: [{ ...sent, state: 'seen' }] },
  { when: 'it was said', events: [came, seen, heard], stands: [{ ...sent, state: 'done', doneBy: 'heard' }] },
  { when: 'said before it was seen', events: [came, heard, seen], stands: [{ ...sent, state: 'done', doneBy: 'heard' }] },
  { when: 'said, and ticked afterwards', events: [came, heard, marked], stands: [{ ...sent, state: 'done', doneBy: 'heard' }] },
  { when: 'one that never came', events: [seen, heard], stands: [] },
  { when: 'the call is over', events: [came, { kind: 'left', atMs: 50, conversation }], stands: [] },
  { when: 'another call is over', events: [came, { kind: 'left', atMs: 50, conversation: 'other' }], stands: [sent] },
];

test.each(cases)('$when', ({ events, stands }) => {
  const memory = events.reduce((before, event) => screen(before, event).memory, screenStart);
  expect(memory.whispers).toEqual(stands);
});
