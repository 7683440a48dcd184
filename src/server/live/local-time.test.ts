import { expect, test } from 'vitest';
import { inZone } from '#server/live/local-time.ts';

test.each([
  ['2026-11-21T17:30:00Z', 'Asia/Shanghai', '2026-11-22T01:30:00+08:00'],
  ['2026-11-21T17:30:00.250Z', 'America/St_Johns', '2026-11-21T14:00:00-03:30'],
  ['2026-11-22T10:39:00+08:00', 'Asia/Shanghai', '2026-11-22T10:39:00+08:00'],
  ['2026-11-22T10:39:00+08:00', 'Nowhere/None', '2026-11-22T10:39:00+08:00'],
])('%s in %s is %s', (iso, zone, local) => expect(inZone(iso, zone)).toBe(local));
