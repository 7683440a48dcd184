import type { Advice } from '#domain/advice.ts';
import type { Article } from '#domain/article.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import { askingOf, isMarkedQuestion, spokenLength } from '#engine/knowledge/asking.ts';
import { bestAnswer } from '#engine/knowledge/candidates.ts';
import { cardAdvice, type ShownCard } from '#engine/knowledge/card.ts';
import { type KnowledgeMemory, leave, markUsed, putAway, raise, withoutAnswered } from '#engine/knowledge/cards-on-board.ts';
import { remember } from '#engine/knowledge/context.ts';
import { phrasesOf } from '#engine/knowledge/phrases.ts';
import type { Moment } from '#engine/moment.ts';

/** The answer to what the customer asks now: pops up when sure enough, goes when answered or the topic is left. */
export const knowledge: Aide<KnowledgeMemory> = {
  name: 'knowledge',
  start: { cards: [], raised: [], unwanted: [], said: [], wasAsked: false, unanswered: 0 },

  attend(memory, moment) {
    const { what } = moment.event;
    switch (what.kind) {
      case 'heard':
        return what.utterance.speaker === 'customer'
          ? hearCustomer(memory, moment, what.utterance)
          : hearAnswer(memory, moment, what.utterance);
      case 'acted':
        switch (what.act.kind) {
          case 'dismissed':
          case 'flagged':
            return putAway(memory, what.act.key);
          case 'used':
          case 'copied':
            return { memory: markUsed(memory, what.act.key) };
          case 'looked-up': {
            const { article } = what.act; // the agent has it already
            return article === null || memory.raised.includes(article)
              ? unchanged(memory)
              : { memory: { ...memory, raised: [...memory.raised, article] } };
          }
          default:
            return unchanged(memory);
        }
      default:
        return unchanged(memory);
    }
  },
};

function hearCustomer(memory: KnowledgeMemory, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const asking = askingOf(moment, utterance.text, memory.wasAsked);
  const best = bestAnswer(moment, asking, memory.said, memory.unwanted);
  const answer = best && best.confidence >= moment.content.settings.popUpAbove ? best : null;

  const remembering = { ...memory, said: remember(memory.said, utterance.speaker, utterance.text), wasAsked: false };
  const asksOn = asking === 'question' && !answer; // about what is on the board
  const left = leave(asksOn ? remembering : withoutAnswered(remembering, answer), moment, memory.cards);
  if (answer) return raise(left, answer, moment, utterance);
  return asksOn && left.memory.cards.length === 0 && spokenLength(utterance.text) >= clearQuestion ? noAnswer(left, utterance) : left;
}

/** A question in fewer words leans on something said before, and may have had its answer there. */
const clearQuestion = 8;

/** Counts a question no article answers; its words are the evidence, for whoever looks for gaps. */
function noAnswer(left: Answer<KnowledgeMemory>, { position, revision, text, startMs, endMs }: Utterance): Answer<KnowledgeMemory> {
  const unanswered = left.memory.unanswered + 1;
  const metric: Advice = {
    key: 'metric:unanswered',
    kind: 'metric',
    name: 'unanswered',
    value: unanswered,
    startMs,
    endMs,
    level: 'calm',
    evidence: [{ position, revision, span: [0, text.length] }],
    loudness: 'quiet',
  };
  return { ...left, memory: { ...left.memory, unanswered }, put: [...(left.put ?? []), metric] };
}

/** The side that answers spoke: its words turn chips. A card whose phrases are all said stays until the customer goes on. */
function hearAnswer(memory: KnowledgeMemory, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const heard = { ...memory, said: remember(memory.said, utterance.speaker, utterance.text), wasAsked: isMarkedQuestion(utterance.text) };
  const left = leave(heard, moment, memory.cards);
  if (left.memory.cards.length === 0) return left;

  const cards: ShownCard[] = [];
  const put: Advice[] = [];
  for (const card of left.memory.cards) {
    const article = moment.content.articles.get(card.key);
    if (!article) continue;
    const said = article.mustSay.map((_, index) => card.said[index] ?? phraseSaid(article, index, moment, utterance));
    const isNew = said.some((evidence, index) => evidence !== null && (card.said[index] ?? null) === null);
    const now = isNew ? { ...card, said } : card;
    cards.push(now);
    if (isNew) put.push(cardAdvice(now, article, moment));
  }
  return { memory: { ...left.memory, cards }, put, drop: left.drop ?? [] };
}

function phraseSaid(article: Article, index: number, moment: Moment, utterance: Utterance): Evidence | null {
  const hit = moment.hears(phrasesOf(moment.content).get(article)?.[index] ?? none);
  return hit && { position: utterance.position, revision: utterance.revision, span: [hit.span[0], hit.span[1]], concept: hit.concept };
}

const none: readonly never[] = [];
