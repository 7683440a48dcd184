import { expect, test } from 'vitest';
import { Concept } from '#domain/concept.ts';
import { build } from '#engine/build.ts';
import { releaseOf } from '#engine/hear/test-ears.ts';
import { hashOf } from '#server/canonical.ts';
import { buildApart } from '#server/content/build-apart.ts';
import { unpack } from '#server/content/packed.ts';

const concept = (key: string, examples: readonly string[]): Concept => Concept.parse({ key, title: key, lang: 'en', examples });

test('networks learned side by side are those learned one after the other', async () => {
  const concepts = [
    concept('lost', ['I lost my card', 'my card was stolen', 'block the card I lost']),
    concept('limit', ['raise my credit limit', 'increase the limit', 'a higher limit please']),
    concept('none', ['good morning', 'how are you', 'the weather is lovely']),
  ];
  const release = releaseOf(concepts, []);
  const built = build(release);
  expect(built.learned.concepts?.en?.classes).toEqual(['limit', 'lost', 'none']);
  const { hash, body } = await buildApart(release);
  expect([hash, hashOf(unpack(body))]).toEqual([hashOf(built), hash]);
});
