import { sql } from 'kysely';
import type { MustSay } from '#domain/article.ts';
import type { Concept } from '#domain/concept.ts';
import type { ConversationId } from '#domain/ids.ts';
import { Release } from '#domain/release.ts';
import type { Lang } from '#domain/speaker.ts';
import type { Utterance } from '#domain/utterance.ts';
import { compileHearing } from '#engine/hear/compile.ts';
import { saidCues } from '#engine/hear/cues.ts';
import type { Ears } from '#engine/hear/ears.ts';
import { loadHearing } from '#engine/hear/hear.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { agentAt } from '#server/live/agent-at.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume, Delivered } from '#server/live/outbox.ts';

/** The concepts announcements may name, and when they changed: the live release's. */
export type LiveConcepts = () => Promise<{ readonly release: string; readonly concepts: readonly Concept[] }>;

interface Listening {
  readonly name: string; // what it was made of
  readonly ears: Ears;
  readonly wanted: readonly { readonly id: number; readonly lang: Lang; readonly said: readonly MustSay[] }[];
}

/**
 * Takes from the log what agents said of announcements that are in force: with the engine's own hearing, of nothing but their phrases.
 * Counted is what somebody it is for said after it was painted, each phrase once for each call.
 */
export function takeSaid(live: LiveConcepts): Consume {
  let listening: Listening | null = null;
  return async (trx, rows) => {
    const spoken = rows.filter(row => utteranceOf(row)?.speaker === 'agent');
    if (spoken.length === 0) return;
    listening = await listeningTo(trx, live, listening);
    if (listening.wanted.length === 0) return;
    for (const row of spoken) await take(trx, row, listening);
  };
}

async function take(trx: Trx, row: Delivered, { ears, wanted }: Listening): Promise<void> {
  const utterance = utteranceOf(row);
  if (!utterance) return;
  if (row.event.what.kind === 'corrected') {
    await trx
      .deleteFrom('announcement_said')
      .where('conversation', '=', row.conversation)
      .where('position', '=', utterance.position)
      .execute();
  }
  const said = (['zh', 'en'] as const).flatMap(lang => {
    const own = wanted.filter(one => one.lang === lang);
    if (own.length === 0) return [];
    const heard = new Set(ears.hear(utterance, lang).hits.map(({ concept }) => concept));
    return own.flatMap(({ id, said: phrases }) =>
      phrases.flatMap((phrase, cue) => (saidCues(phrase).some(each => heard.has(each)) ? [{ id, cue }] : [])),
    );
  });
  if (said.length > 0) await note(trx, row.conversation, utterance, row.storedAt, said);
}

async function note(
  trx: Trx,
  conversation: ConversationId,
  { position }: Utterance,
  at: Date,
  said: readonly { readonly id: number; readonly cue: number }[],
): Promise<void> {
  await sql`
    insert into announcement_said (announcement, agent, conversation, cue, position, at)
    select s.announcement, spoke.agent, ${conversation}, s.cue, ${position}, ${at}
    from (select ${agentAt(conversation, position)} as agent) spoke,
      unnest(${said.map(({ id }) => id)}::bigint[], ${said.map(({ cue }) => cue)}::int[]) as s (announcement, cue)
    where exists (select from announcement_reports r
      where r.announcement = s.announcement and r.agent = spoke.agent and r.state = 'painted' and r.at <= ${at})
      and not exists (select from conversations c
        where c.day = ${dayOf(conversation)} and c.id = ${conversation} and c.meta ->> 'arm' = 'silent')
    on conflict do nothing`.execute(trx);
}

function utteranceOf({ event: { what } }: Delivered): Utterance | null {
  return what.kind === 'heard' || what.kind === 'corrected' ? what.utterance : null;
}

/** Ears for the phrases of what is in force; made anew only when that, or the release they name concepts of, changed. */
async function listeningTo(db: Db | Trx, live: LiveConcepts, known: Listening | null): Promise<Listening> {
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'doc'])
    .where('state', '=', 'published')
    .where('expires_at', '>', sql<Date>`now()`)
    .where(sql<boolean>`jsonb_array_length(doc -> 'said') > 0`)
    .orderBy('id')
    .execute();
  const wanted = rows.map(({ id, doc }) => ({ id: Number(id), lang: doc.lang, said: doc.said }));
  const { release, concepts } = await live();
  const name = `${release} ${wanted.map(({ id }) => id).join(' ')}`;
  if (known?.name === name) return known;
  return {
    name,
    wanted,
    ears: earsFor(
      wanted.flatMap(({ said }) => said.flatMap(saidCues)),
      concepts,
    ),
  };
}

/** Hearing of these cues alone, with the concepts they name and those these name in turn. What only examples teach is not heard. */
export function earsFor(cues: readonly string[], concepts: readonly Concept[]): Ears {
  const byKey = new Map(concepts.map(concept => [`@${concept.key}`, concept]));
  const needed = new Map<string, Concept>();
  const visit = (cue: string) => {
    const concept = byKey.get(cue);
    if (!concept || needed.has(cue)) return;
    needed.set(cue, concept);
    for (const inner of [...concept.patterns, ...concept.unless]) visit(inner);
  };
  for (const cue of cues) visit(cue);
  return loadHearing(
    compileHearing(
      Release.parse({
        bank: { key: 'announcements', name: 'announcements', fictional: true },
        settings: { fillers: [...new Set(cues)] },
        concepts: [...needed.values()].map(concept => ({ ...concept, examples: [] })),
        articles: [],
        processes: [],
        rules: [],
        leaves: [],
        slots: [],
        handoffReasons: [],
        versions: {},
      }),
    ),
  );
}
