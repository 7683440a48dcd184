import type { Utterance } from '#domain/utterance.ts';
import { type Answer, unchanged } from '#engine/aide.ts';
import type { Candidate } from '#engine/knowledge/candidates.ts';
import { cardAdvice, cardKey, type ShownCard } from '#engine/knowledge/card.ts';
import type { Said } from '#engine/knowledge/lookup.ts';
import { evidenceOf, quote } from '#engine/knowledge/quote.ts';
import type { Moment } from '#engine/moment.ts';

/** What the knowledge aide remembers of a conversation. */
export interface KnowledgeMemory {
  readonly cards: readonly ShownCard[]; // on the board, the one asked for last first
  readonly raised: readonly string[]; // articles that came up, or that the agent looked up: never again once they left
  readonly unwanted: readonly string[]; // dismissed or flagged: never again in this conversation
  readonly said: readonly Said[]; // the last turns of both, newest first, and how much each counts for the next question
  readonly wasAsked: boolean; // the agent asked just before
  readonly unanswered: number; // questions no card answered
}

const mostCards = 3;
/** Nobody came back to it for so many turns: it has had its time. Most calls are shorter: what begins a business is often asked for at its end. */
const staleTurns = 30;
/** Something else was asked since, and it is so many turns old. */
const outlivedTurns = 4;

/** Puts the card of an article up, or back on top; an article that was up and left does not come again. */
export function raise(answer: Answer<KnowledgeMemory>, best: Candidate, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const { memory } = answer;
  const { article } = best;
  const standing = memory.cards.find(card => card.key === article.key);
  if (standing ? !isAskedAgain(standing, memory, moment, best) : memory.raised.includes(article.key)) return answer;

  const card: ShownCard = {
    key: article.key,
    question: quote(utterance, best.hit),
    confidence: best.confidence,
    askedTurn: moment.turn,
    evidence: [evidenceOf(utterance, best.hit)],
    said: standing?.said ?? article.mustSay.map(() => null),
    used: standing?.used ?? false,
  };
  const others = memory.cards.filter(other => other.key !== article.key);
  const cards = [card, ...others].slice(0, mostCards);
  const crowdedOut = others.filter(other => !cards.includes(other)).map(other => cardKey(other.key));
  return {
    memory: { ...memory, cards, raised: standing ? memory.raised : [...memory.raised, article.key] },
    facts: { knowledge: { shown: [article.key] } },
    put: [cardAdvice(card, article, moment)],
    drop: [...(answer.drop ?? []), ...crowdedOut],
  };
}

/** A card below comes to the top; the one on top is asked for again in so many words some turns later. */
function isAskedAgain(card: ShownCard, { cards }: KnowledgeMemory, moment: Moment, best: Candidate): boolean {
  return cards[0] !== card || (moment.turn - card.askedTurn >= outlivedTurns && best.hit !== null);
}

/** The agent has said it all, or made use of it, and the customer goes on: done, unless it is asked for. */
export function withoutAnswered(memory: KnowledgeMemory, asked: Candidate | null): KnowledgeMemory {
  const stays = ({ key, said, used }: ShownCard): boolean =>
    key === asked?.article.key || (!used && (said.length === 0 || said.some(evidence => evidence === null)));
  return memory.cards.every(stays) ? memory : { ...memory, cards: memory.cards.filter(stays) };
}

/** Takes away what belongs to a topic that was left, and what nobody came back to. `before`: what the board still shows. */
export function leave(memory: KnowledgeMemory, moment: Moment, before: readonly ShownCard[]): Answer<KnowledgeMemory> {
  if (before.length === 0) return { memory };
  const { process, suspended, changed } = moment.facts.topic;
  const stays = (card: ShownCard): boolean => {
    if (moment.turn - card.askedTurn > (card === memory.cards[0] ? staleTurns : outlivedTurns)) return false;
    const home = moment.content.articles.get(card.key)?.process;
    return !changed || home === undefined || home === process || suspended.includes(home) || card.askedTurn === moment.turn;
  };
  const cards = memory.cards.filter(stays);
  if (cards.length === before.length) return { memory };
  return { memory: { ...memory, cards }, drop: before.filter(card => !cards.includes(card)).map(card => cardKey(card.key)) };
}

/** The agent does not want it, in this conversation never again. */
export function putAway(memory: KnowledgeMemory, key: string): Answer<KnowledgeMemory> {
  const card = memory.cards.find(shown => cardKey(shown.key) === key);
  if (!card) return unchanged(memory);
  return {
    memory: { ...memory, cards: memory.cards.filter(shown => shown !== card), unwanted: [...memory.unwanted, card.key] },
    drop: [key],
  };
}

/** The agent made use of it: it goes when the customer goes on, whatever its phrases. */
export function markUsed(memory: KnowledgeMemory, key: string): KnowledgeMemory {
  const isUsed = (card: ShownCard): boolean => !card.used && cardKey(card.key) === key;
  if (!memory.cards.some(isUsed)) return memory;
  return { ...memory, cards: memory.cards.map(card => (isUsed(card) ? { ...card, used: true } : card)) };
}
