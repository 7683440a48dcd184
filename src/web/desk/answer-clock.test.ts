import { expect, test } from 'vitest';
import { clockFace } from '#web/desk/answer-clock.ts';

const cases = [
  { when: 'nobody waits', answer: undefined, nowMs: 60_000, face: null },
  { when: 'below five seconds', answer: { startMs: 1000 }, nowMs: 5900, face: null },
  { when: 'from five seconds', answer: { startMs: 1000 }, nowMs: 6000, face: { level: 'calm', seconds: 5, filled: 0.25 } },
  { when: 'from ten seconds', answer: { startMs: 0 }, nowMs: 10_000, face: { level: 'amber', seconds: 10, filled: 0.5 } },
  { when: 'from fifteen seconds', answer: { startMs: 0 }, nowMs: 15_000, face: { level: 'red', seconds: 15, filled: 0.75 } },
  { when: 'the ring is full at twenty', answer: { startMs: 0 }, nowMs: 40_000, face: { level: 'red', seconds: 40, filled: 1 } },
  { when: 'just answered', answer: { startMs: 0, endMs: 12_000 }, nowMs: 14_000, face: { level: 'amber', seconds: 12, filled: 0.6 } },
  { when: 'answered a while ago', answer: { startMs: 0, endMs: 12_000 }, nowMs: 15_001, face: null },
] as const;

test.each(cases)('$when', ({ answer, nowMs, face }) => expect(clockFace(answer, nowMs)).toEqual(face));
