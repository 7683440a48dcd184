import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seedContent } from '#server/demo/seed-content.ts';
import { testDatabase } from '#test/kit/postgres.ts';

const bank = (name: string) => `key: test\nname: ${name}\nfictional: true\n`;
const concept = (key: string, phrase: string) => `- { key: ${key}, title: ${key}, phrases: ["${phrase}"] }\n`;

test('a folder is published once; unchanged it is kept, read or not; changed it is published again', async () => {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'deskside-content-'));
  const seed = () => seedContent(database.db, folder, '4001', '4002');
  const live = async () => (await database.db.selectFrom('live_release').select(['release', 'source']).executeTakeFirst()) ?? null;
  try {
    await mkdir(join(folder, 'concepts'));
    await writeFile(join(folder, 'bank.yaml'), bank('江海银行'));
    await writeFile(join(folder, 'concepts', 'words.yaml'), concept('z-first', '挂失') + concept('a-last', '解挂'));
    const steps: string[] = [];
    steps.push(await seed());
    const first = await live();
    steps.push(await seed());
    await database.db.updateTable('live_release').set({ source: null }).execute();
    steps.push(await seed()); // read again, and found to be the same
    const same = await live();
    await writeFile(join(folder, 'bank.yaml'), bank('江河银行'));
    steps.push(await seed());
    const changed = await live();
    const drafts = await database.db.selectFrom('content_drafts').select('state').execute();

    expect({
      steps,
      same: same?.release === first?.release && same?.source === first?.source && first?.source !== null,
      changed: changed?.release !== first?.release && changed?.source !== first?.source,
      drafts: drafts.length,
    }).toEqual({ steps: ['published', 'kept', 'kept', 'published'], same: true, changed: true, drafts: 2 });
  } finally {
    await rm(folder, { recursive: true });
    await database.close();
  }
});
