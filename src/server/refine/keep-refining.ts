import { type AdviceByKey, foldAdvice } from '#domain/board-fold.ts';
import type { Happening } from '#domain/event.ts';
import type { ConversationId } from '#domain/ids.ts';
import type { Utterance } from '#domain/utterance.ts';
import type { LanguageModel } from '#ports/language-model.ts';
import type { Db } from '#server/db/schema.ts';
import { dayOf } from '#server/live/conversation-id.ts';
import type { Consume } from '#server/live/outbox.ts';
import type { Settle } from '#server/live/pending.ts';
import { readLog } from '#server/live/read-rows.ts';
import type { Log } from '#server/log.ts';
import { type ClauseWithWords, question, readRewriting } from '#server/refine/rewriting.ts';

const atOnce = 4;
const mostWaiting = 200;
const freshMs = 10 * 60_000;

/** What rewording needs; `tell` writes an event into a conversation. */
export interface RefineParts {
  readonly db: Db;
  readonly log: Log;
  readonly model: LanguageModel;
  readonly now: () => number;
  readonly tell: (id: ConversationId, source: string, ref: string, what: Happening, settle: Settle) => void;
}

/**
 * Has a language model reword the summary of calls that have just ended. Nobody waits for it: what is too old, too much at once or
 * not answered in time keeps our own words.
 */
export function refiner(parts: RefineParts): { readonly consume: Consume; idle(): Promise<void> } {
  const waiting: ConversationId[] = [];
  const running = new Set<Promise<void>>();
  const next = () => {
    while (running.size < atOnce && waiting.length > 0) {
      const work: Promise<void> = refine(parts, waiting.shift() as ConversationId)
        .catch(error => parts.log.warn({ err: error }, 'summary not reworded'))
        .finally(() => {
          running.delete(work);
          next();
        });
      running.add(work);
    }
  };
  return {
    consume: async (_trx, rows) => {
      for (const { conversation, event, storedAt } of rows) {
        if (event.what.kind !== 'closed' || parts.now() - storedAt.getTime() > freshMs) continue;
        if (waiting.length < mostWaiting) waiting.push(conversation);
        else parts.log.info({ conversation }, 'too many summaries to reword; this one stays');
      }
      next();
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

async function refine({ db, log, model, tell }: RefineParts, id: ConversationId): Promise<void> {
  const found = await readClauses(db, id);
  if (!found || found.clauses.length === 0) return;
  const answer = await model.ask(question(found.clauses, found.lang));
  if (!answer.ok) {
    log.info({ conversation: id, why: answer.why }, 'language model gave no summary');
    return;
  }
  const { kept, refused } = readRewriting(answer.text, found.clauses, found.lang);
  if (refused.length > 0) log.info({ conversation: id, refused }, 'rewording refused: it said what nobody said');
  if (kept.length === 0) return;
  tell(id, 'language-model', `refined-${id}`, { kind: 'refined', clauses: kept, model: model.name }, problem => {
    if (problem) log.info({ conversation: id, problem: problem.kind }, 'rewording came too late');
  });
}

/** The summary as it stands, each clause with the words of its evidence. */
async function readClauses(
  db: Db,
  id: ConversationId,
): Promise<{ readonly clauses: readonly ClauseWithWords[]; readonly lang: 'zh' | 'en' } | null> {
  const day = dayOf(id);
  const conversation = await db
    .selectFrom('conversations')
    .select(['meta', 'status'])
    .where('day', '=', day)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!conversation || conversation.status === 'wrapped') return null;
  let board: AdviceByKey = {};
  const said = new Map<number, Utterance>();
  for (const { event, advice } of await readLog(db, id)) {
    const { what } = event;
    board = foldAdvice(board, advice);
    if (what.kind === 'heard' || what.kind === 'corrected') said.set(what.utterance.position, what.utterance);
  }
  const summary = Object.values(board).find(advice => advice.kind === 'summary' && !advice.shadow);
  if (summary?.kind !== 'summary') return null;
  const clauses = summary.clauses.map(clause => ({
    clause,
    words: [...new Set(clause.evidence.map(({ position }) => position as number))].flatMap(position => said.get(position) ?? []),
  }));
  return { clauses, lang: conversation.meta.lang };
}
