import { expect, test } from 'vitest';
import { Drafts } from '#web/desk/drafts.ts';

test('what is typed outlives a reload; what may be a secret, what was saved and what another agent typed do not', () => {
  const storage = storageOf({ 'deskside.drafts.1028': '{"c1":{"lossPlace":"世"}}', 'deskside.keymap.1028': '{}' });
  const page = new Drafts('1027', storage);
  page.put('c1', 'lossPlace', '世纪', 'over-reload');
  page.put('c1', 'lossPlace', '世纪联华', 'over-reload');
  page.put('c1', 'phone', '1380013', 'in-memory');
  page.put('c1', 'lossTime', '昨', 'over-reload');
  page.drop('c1', 'lossTime');
  page.put('c2', 'lossPlace', '公园', 'over-reload');
  page.forget('c2');
  const both = page.read();
  const again = new Drafts('1027', storage).read();
  expect({ both, again, places: Object.keys(storage).sort() }).toEqual({
    both: { c1: { lossPlace: '世纪联华', phone: '1380013' } },
    again: { c1: { lossPlace: '世纪联华' } },
    places: ['deskside.drafts.1027', 'deskside.keymap.1028'],
  });
});

const broken = ['', 'null', '[1]', '{"c1":5}', '{"c1":{"lossPlace":5}}', 'not json'];
test.each(broken)('storage somebody else wrote in (%s) holds no drafts', stored =>
  expect(new Drafts('1027', storageOf({ 'deskside.drafts.1027': stored })).read()).toEqual({}),
);

/** What a browser's storage does, as an object of its names. */
function storageOf(texts: Readonly<Record<string, string>>): Storage {
  const storage = Object.create({
    getItem: (name: string) => storage[name] ?? null,
    setItem: (name: string, text: string) => {
      storage[name] = text;
    },
    removeItem: (name: string) => {
      delete storage[name];
    },
  });
  return Object.assign(storage, texts);
}
