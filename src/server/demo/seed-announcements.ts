import { type AnnouncementDoc, emptyDoc, type Targets } from '#domain/announcement.ts';
import { makeDraft, saveDraft } from '#server/announce/drafts.ts';
import type { LiveArticles } from '#server/announce/live-articles.ts';
import { sendAnnouncement } from '#server/announce/send.ts';
import type { Db } from '#server/db/schema.ts';

type Written = Pick<AnnouncementDoc, 'kind' | 'lang' | 'title' | 'body' | 'say' | 'said' | 'links' | 'importance'>;

const chinese: readonly Written[] = [
  {
    kind: 'product',
    lang: 'zh',
    title: '今早起：短信通知资费按月 2 元',
    body: '客户问资费时先报金额，再征得同意。没有明确同意，不要办理。取消随时可办，当月已扣的不退。',
    say: '短信通知的资费是每月2元，从账户自动扣收，您同意开通吗？',
    said: [
      { label: '每月2元', said: ['(每|一个|1个)月.{0,4}2(元|块)', '2(元|块).{0,4}(一个|每|1个)月'] },
      { label: '同意', said: [] },
    ],
    links: ['K35'],
    importance: 'confirm',
  },
  {
    kind: 'case',
    lang: 'zh',
    title: '案例：客户要把钱转去「安全账户」',
    body: '昨天一位客户三次要求提限额，第三次才说有自称民警的人在电话里。坐席停下办理，说明没有安全账户，转反诈专岗，12 万元没有转出。听到「安全账户」「配合调查」，先停，再问是谁让转的。',
    say: '',
    said: [],
    links: ['K22'],
    importance: 'glance',
  },
];

const english: readonly Written[] = [
  {
    kind: 'product',
    lang: 'en',
    title: 'From this morning: replacement cards take two days',
    body: 'Branches hand out replacement cards two working days after the report. Say so before the customer leaves for the branch.',
    say: 'Your new card is ready two working days after the report. Please bring your ID to the branch.',
    said: [{ label: 'two working days', said: [] }],
    links: ['EK03'],
    importance: 'confirm',
  },
  {
    kind: 'case',
    lang: 'en',
    title: 'Case: a customer sent to a safe account',
    body: 'Yesterday a customer asked three times for a higher limit and only then mentioned an officer on the other line. The agent stopped, said that there is no safe account and called the fraud desk. Nothing was lost.',
    say: '',
    said: [],
    links: ['EK12'],
    importance: 'glance',
  },
];

const lastsMs = 14 * 86_400_000;

/** The demo's editor sends the morning's announcements, unless those of another start are still in force. */
export async function seedAnnouncements(db: Db, live: Pick<LiveArticles, 'referable'>, editor: string, nowMs: number): Promise<void> {
  const author = await db.selectFrom('person').select(['id', 'lang']).where('staff_no', '=', editor).executeTakeFirst();
  if (!author) return;
  const inForce = await db
    .selectFrom('announcements')
    .select('id')
    .where('author', '=', author.id)
    .where('state', '=', 'published')
    .where('expires_at', '>', new Date(nowMs))
    .executeTakeFirst();
  if (inForce) return;
  for (const written of chinese) await send(db, live, author, written, { units: ['team-cards-a', 'team-loans-a'] }, nowMs);
  for (const written of english) await send(db, live, author, written, { units: ['team-english'] }, nowMs);
}

async function send(
  db: Db,
  live: Pick<LiveArticles, 'referable'>,
  author: { readonly id: string; readonly lang: 'zh' | 'en' },
  written: Written,
  targets: Partial<Targets>,
  nowMs: number,
): Promise<void> {
  const now = new Date(nowMs);
  const doc: AnnouncementDoc = {
    ...emptyDoc,
    ...written,
    targets: { ...emptyDoc.targets, ...targets },
    expiresAt: new Date(nowMs + lastsMs).toISOString(),
  };
  const id = await db.transaction().execute(trx => makeDraft(trx, author, undefined, now));
  const revision = await db.transaction().execute(trx => saveDraft(trx, id, author.id, { revision: 1, doc }, now));
  await sendAnnouncement(db, id, { id: author.id, scope: null }, { revision, reason: '' }, await live.referable(), nowMs);
}
