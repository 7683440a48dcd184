import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { botSchema } from '#robots/bot-schema.ts';

test('docs/bot.schema.json is what `deskside robot schema` prints', () => {
  const kept: unknown = JSON.parse(readFileSync(new URL('../../docs/bot.schema.json', import.meta.url), 'utf8'));
  expect(kept).toEqual(JSON.parse(JSON.stringify(botSchema())));
});
