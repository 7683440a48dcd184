import type { Happening } from '#domain/event.ts';
import { ConversationId } from '#domain/ids.ts';
import { markPattern } from '#domain/mark.ts';
import { aboutRobot, runFields } from '#domain/robot-told.ts';
import { admit, doorStart } from '#engine/door/door.ts';
import type { Db } from '#server/db/schema.ts';
import type { Owner } from '#server/live/owner.ts';
import { writtenOutputs } from '#server/robots/desk/desk-runs.ts';

const atOnce = 100;
const source = 'robots';

/**
 * Writes into the log of each call what became of the robots its agent started: asked for, and ended with what was found. Only the node
 * that owns a call can; each is told once, and tried again until it is. A call that is wrapped up by then hears nothing more.
 */
export async function tellCalls(db: Db, owner: Pick<Owner, 'tell'>): Promise<void> {
  const untold = await db
    .selectFrom('robot_cards as card')
    .innerJoin('robot_runs as run', 'run.id', 'card.run')
    .where('card.told', '<>', 'ended')
    .where(row => row.or([row('card.told', '=', 'nothing'), row('run.ended_at', 'is not', null)]))
    .select(['card.conversation', 'card.run', 'card.bot', 'card.agent', 'card.told'])
    .select(['run.state', 'run.outputs', 'run.consent', 'run.ended_at'])
    .orderBy('card.asked_at')
    .limit(atOnce)
    .execute();
  for (const card of untold) {
    const conversation = ConversationId.parse(card.conversation);
    const about = `${aboutRobot}${card.bot}`;
    const run = { [runFields.run]: card.run, [runFields.by]: card.agent };
    const consent: Record<string, string> = card.consent === null ? {} : { [runFields.consent]: String(card.consent) };
    const asked: Happening = { kind: 'informed', about, fields: { ...run, ...consent, [runFields.state]: 'asked' } };
    if (card.told === 'nothing' && !(await tell(owner, conversation, `${card.run}:asked`, asked))) continue;
    if (card.ended_at !== null) {
      const ended: Happening = { kind: 'informed', about, fields: { ...found(card.outputs), ...run, [runFields.state]: card.state } };
      if (!(await tell(owner, conversation, `${card.run}:ended`, ended))) continue;
    }
    await db
      .updateTable('robot_cards')
      .set({ told: card.ended_at === null ? 'asked' : 'ended' })
      .where('run', '=', card.run)
      .execute();
  }
}

const mostFields = 30;

/** What a bot read from a page goes through a door too: of a number that stands there in clear only the tail is stored. */
function found(outputs: Readonly<Record<string, unknown>> | null): Record<string, string> {
  const fields = Object.entries(writtenOutputs(outputs)).slice(0, mostFields);
  return Object.fromEntries(fields.map(([name, text]) => [name, withoutSecrets(text)]));
}

/** The marks of a door of its own: their numbers are not those of the call, so they are not left standing. */
function withoutSecrets(text: string): string {
  const { text: marked } = admit(doorStart, { speaker: 'agent', text, atMs: 0, lang: 'zh' });
  return marked.replace(markPattern, (_mark, _class, _number, tail: string | undefined) => `••••${tail ?? ''}`).slice(0, 500);
}

/** Whether it need not be told again: it stands in the log, or the call takes no more. */
function tell(owner: Pick<Owner, 'tell'>, conversation: ConversationId, ref: string, what: Happening): Promise<boolean> {
  return new Promise(settled => {
    owner.tell(conversation, source, ref, what, problem =>
      settled(problem === null || problem.kind === 'closed' || problem.kind === 'not-found'),
    );
  });
}
