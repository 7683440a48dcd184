import { expect, test } from 'vitest';
import { Open } from '#protocol/open.ts';
import { protocolVersion } from '#protocol/version.ts';
import { Line, LineClosed } from '#server/demo/line.ts';

const opening = Open.parse({
  ...{ type: 'open', protocol: protocolVersion, conversation: 'demo-1', source: 'telephony', channel: 'voice' },
  openedAt: '2026-11-23T08:00:00Z',
});

test('what waits when the line is closed, and what is sent after, is told that it was closed on purpose', async () => {
  const line = new Line(() => 'ws://127.0.0.1:9', 'key');
  const waits = line.open(opening);
  line.close();
  await expect(waits).rejects.toBeInstanceOf(LineClosed);
  await expect(line.say('demo-1', 'telephony', { kind: 'closed', by: 'system', atMs: 0 })).rejects.toBeInstanceOf(LineClosed);
});
