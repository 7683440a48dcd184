import { AdviceChange } from '#domain/advice.ts';
import { ConversationId, type Position } from '#domain/ids.ts';
import { ProblemError } from '#domain/problem.ts';
import { quoteAt } from '#engine/quality/claims.ts';
import type { Suggestion, SuggestionWords } from '#protocol/alerts.ts';
import { withExemption } from '#server/alerts/with-exemption.ts';
import { importDraft, readItems, submitDraft } from '#server/content/draft.ts';
import { liveItems } from '#server/content/live-items.ts';
import { namesOf } from '#server/content/names.ts';
import type { Db, Trx } from '#server/db/schema.ts';
import { readLog, type StoredRow } from '#server/live/read-rows.ts';

/** Exemptions suggested, those that wait first, then the newest. */
export async function listSuggestions(db: Db): Promise<Suggestion[]> {
  const rows = await db
    .selectFrom('rule_suggestions')
    .innerJoin('alerts', 'alerts.id', 'rule_suggestions.alert')
    .selectAll('rule_suggestions')
    .select(['alerts.conversation', 'alerts.agent', 'alerts.title'])
    .orderBy(row => row('rule_suggestions.state', '<>', 'open'))
    .orderBy('rule_suggestions.id', 'desc')
    .limit(200)
    .execute();
  const nameOf = await namesOf(
    db,
    rows.flatMap(({ by, settled_by }) => [by, settled_by]),
  );
  return rows.map(({ id, rule, title, unless, note, alert, conversation, by, at, state, draft, reason, settled_by }) => ({
    id,
    rule,
    title,
    unless,
    ...(note ? { note } : {}),
    alert,
    conversation: ConversationId.parse(conversation),
    by: nameOf(by),
    at: at.toISOString(),
    state,
    ...(draft === null ? {} : { draft: Number(draft) }),
    ...(reason === null ? {} : { reason }),
    ...(settled_by === null ? {} : { settledBy: nameOf(settled_by) }),
  }));
}

const before = 3;

/** What was said around the claim a suggestion comes from, and whose call it was: for whoever may read that call. */
export async function wordsAround(db: Db, id: number): Promise<{ readonly agent: string | null; readonly words: SuggestionWords }> {
  const { conversation, position, agent } = await claimOf(db, id);
  const said = (await readLog(db, conversation, position)).flatMap(({ event }) =>
    event.what.kind === 'heard' ? [event.what.utterance] : [],
  );
  const lines = said.slice(-before - 1).map(({ speaker, text, startMs }) => ({ speaker, text, startMs }));
  return { agent, words: { conversation, lines } };
}

/**
 * Takes a suggestion up: a draft of the live content, in review, in which the rule keeps quiet beside those words, with the sentence it had
 * fired at as a test that must pass. Of the call only that sentence of the agent's goes into content, its secrets marked.
 */
export async function takeUp(db: Db | Trx, id: number, by: string): Promise<{ draft: number; rule: string }> {
  const { rule: key, unless, state, conversation, position, advice } = await claimOf(db, id);
  if (state !== 'open') throw new ProblemError({ kind: 'conflict', why: `suggestion ${id} is ${state}` });
  const live = await readItems(db, await liveItems(db));
  if (!live.rules.some(rule => rule.key === key)) throw new ProblemError({ kind: 'not-found', what: 'rule', id: key });
  const sentence = sentenceIn(await readLog(db, conversation, position), advice);
  const rules = live.rules.map(rule => (rule.key === key ? withExemption(rule, unless, sentence) : rule));
  const { draft } = await importDraft(db, { ...live, rules }, `rule/${key}: ${unless}`, by);
  await submitDraft(db, draft, by);
  return { draft, rule: key };
}

/** Settles a suggestion once; whoever comes second is told. */
export async function settleSuggestion(
  trx: Trx,
  id: number,
  by: string,
  outcome: { readonly state: 'taken'; readonly draft: number } | { readonly state: 'declined'; readonly reason: string },
): Promise<{ readonly rule: string }> {
  const row = await trx
    .updateTable('rule_suggestions')
    .set({ ...outcome, settled_by: by, settled_at: new Date() })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('rule')
    .executeTakeFirst();
  if (row) return row;
  const { state } = await claimOf(trx, id);
  throw new ProblemError({ kind: 'conflict', why: `suggestion ${id} is ${state}` });
}

async function claimOf(db: Db | Trx, id: number) {
  const row = await db
    .selectFrom('rule_suggestions')
    .innerJoin('alerts', 'alerts.id', 'rule_suggestions.alert')
    .select(['rule_suggestions.rule', 'unless', 'state', 'alerts.conversation', 'alerts.position', 'alerts.advice', 'alerts.agent'])
    .where('rule_suggestions.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new ProblemError({ kind: 'not-found', what: 'suggestion', id: String(id) });
  return { ...row, conversation: ConversationId.parse(row.conversation), position: row.position as Position };
}

/** The agent's sentence that a claim rests on; none where it rests on what was not said, or on the customer's words. */
function sentenceIn(rows: readonly StoredRow[], advice: string): string | null {
  const changes = rows.flatMap(row => row.advice).map(change => AdviceChange.parse(change));
  const claim = changes.findLast(change => change.op !== 'withdrawn' && change.advice.key === advice);
  const evidence = claim?.op === 'withdrawn' ? [] : (claim?.advice.evidence ?? []);
  for (const { position, span } of evidence.toReversed()) {
    const what = rows.find(({ event }) => event.position === position)?.event.what;
    if (what?.kind === 'heard' && what.utterance.speaker === 'agent') return quoteAt(what.utterance.text, span);
  }
  return null;
}
