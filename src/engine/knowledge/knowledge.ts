import type { Advice } from '#domain/advice.ts';
import type { Article } from '#domain/article.ts';
import type { Evidence } from '#domain/evidence.ts';
import type { Utterance } from '#domain/utterance.ts';
import { type Aide, type Answer, unchanged } from '#engine/aide.ts';
import { askingOf } from '#engine/knowledge/asking.ts';
import { type Candidate, candidatesOf } from '#engine/knowledge/candidates.ts';
import { cardAdvice, cardKey, type ShownCard } from '#engine/knowledge/card.ts';
import type { Moment } from '#engine/moment.ts';

/** What the knowledge aide remembers of a conversation. */
export interface KnowledgeMemory {
  readonly cards: readonly ShownCard[]; // on the board
  readonly raised: Readonly<Record<string, number>>; // article → how often it was raised
  readonly unwanted: readonly string[]; // dismissed or flagged: never again in this conversation
  readonly said: readonly string[]; // the customer's last turns, newest first
}

/** The answer to what the customer asks now: pops up when sure enough, goes when answered or the topic is left. */
export const knowledge: Aide<KnowledgeMemory> = {
  name: 'knowledge',
  start: { cards: [], raised: {}, unwanted: [], said: [] },

  attend(memory, moment) {
    const { what } = moment.event;
    switch (what.kind) {
      case 'heard':
        return what.utterance.speaker === 'customer'
          ? hearCustomer(memory, moment, what.utterance)
          : hearAnswer(memory, moment, what.utterance);
      case 'acted':
        if (what.act.kind === 'dismissed' || what.act.kind === 'flagged') return putAway(memory, what.act.key);
        return unchanged(memory);
      default:
        return unchanged(memory);
    }
  },
};

/** An article may come up twice: first when it is asked for, once more when another part of it is. */
const mostRaises = 2;
const mostCards = 3;
/** Nobody came back to it for so many turns: it has had its time. */
const staleTurns = 14;
const keptTurns = 2;

function hearCustomer(memory: KnowledgeMemory, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const remembering = { ...memory, said: [moment.heard?.normal ?? utterance.text, ...memory.said].slice(0, keptTurns) };
  const left = leave(withoutAnswered(remembering), moment, memory.cards);

  const asking = askingOf(moment, utterance.text);
  const best = candidatesOf(moment, asking, memory.said).find(candidate => !memory.unwanted.includes(candidate.article.key));
  if (!best || best.confidence < moment.content.settings.popUpAbove) return left;
  return raise(left, best, moment, utterance);
}

function raise(answer: Answer<KnowledgeMemory>, best: Candidate, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const { memory } = answer;
  const { article } = best;
  const times = memory.raised[article.key] ?? 0;
  const standing = memory.cards.find(card => card.key === article.key);
  if (times >= mostRaises || (times > 0 && isOnTop(standing, memory.cards) && !isAskedAgain(standing, moment, best))) return answer;

  const card: ShownCard = {
    key: article.key,
    question: quote(utterance, best),
    confidence: best.confidence,
    askedTurn: moment.turn,
    evidence: [evidenceOf(utterance, best)],
    said: standing?.said ?? article.mustSay.map(() => null),
  };
  const others = memory.cards.filter(other => other.key !== article.key);
  const cards = [card, ...others].slice(0, mostCards);
  const crowdedOut = others.filter(other => !cards.includes(other)).map(other => cardKey(other.key));
  return {
    memory: { ...memory, cards, raised: { ...memory.raised, [article.key]: times + 1 } },
    facts: { knowledge: { shown: [article.key] } },
    put: [cardAdvice(card, article, moment)],
    drop: [...(answer.drop ?? []), ...crowdedOut],
  };
}

function isOnTop(card: ShownCard | undefined, cards: readonly ShownCard[]): boolean {
  return card !== undefined && cards[0] === card;
}

/** The same words in the next breath are no new question; some turns later, or surer than before, they are. */
function isAskedAgain(card: ShownCard | undefined, moment: Moment, best: Candidate): boolean {
  return card !== undefined && moment.turn - card.askedTurn >= 4 && best.hit !== null;
}

/** The side that answers spoke: its words turn chips. A card whose phrases are all said stays until the customer goes on. */
function hearAnswer(memory: KnowledgeMemory, moment: Moment, utterance: Utterance): Answer<KnowledgeMemory> {
  const left = leave(memory, moment);
  const cards: ShownCard[] = [];
  const put: Advice[] = [];
  for (const card of left.memory.cards) {
    const article = moment.content.articles.get(card.key);
    if (!article) continue;
    const now = { ...card, said: article.mustSay.map((_, index) => card.said[index] ?? phraseSaid(article, index, moment, utterance)) };
    const isNew = now.said.some((evidence, index) => evidence !== null && (card.said[index] ?? null) === null);
    cards.push(isNew ? now : card);
    if (isNew) put.push(cardAdvice(now, article, moment));
  }
  return { memory: { ...left.memory, cards }, put, drop: left.drop ?? [] };
}

function phraseSaid(article: Article, index: number, moment: Moment, utterance: Utterance): Evidence | null {
  const phrase = article.mustSay[index];
  if (!phrase) return null;
  const hit = moment.hears(phrase.said.length > 0 ? phrase.said : [phrase.label]);
  return hit && { position: utterance.position, revision: utterance.revision, span: [hit.span[0], hit.span[1]], concept: hit.concept };
}

/** The agent has said it all and the customer goes on: done. */
function withoutAnswered(memory: KnowledgeMemory): KnowledgeMemory {
  const cards = memory.cards.filter(({ said }) => said.length === 0 || said.some(evidence => evidence === null));
  return cards.length === memory.cards.length ? memory : { ...memory, cards };
}

/** Takes away what belongs to a topic that was left, and what nobody came back to. */
function leave(memory: KnowledgeMemory, moment: Moment, before: readonly ShownCard[] = memory.cards): Answer<KnowledgeMemory> {
  const { process, suspended, changed } = moment.facts.topic;
  const stays = (card: ShownCard): boolean => {
    if (moment.turn - card.askedTurn > staleTurns) return false;
    const home = moment.content.articles.get(card.key)?.process;
    return !changed || home === undefined || home === process || suspended.includes(home) || card.askedTurn === moment.turn;
  };
  const cards = memory.cards.filter(stays);
  if (cards.length === before.length) return { memory };
  return { memory: { ...memory, cards }, drop: before.filter(card => !cards.includes(card)).map(card => cardKey(card.key)) };
}

function putAway(memory: KnowledgeMemory, key: string): Answer<KnowledgeMemory> {
  const card = memory.cards.find(shown => cardKey(shown.key) === key);
  if (!card) return unchanged(memory);
  return {
    memory: { ...memory, cards: memory.cards.filter(shown => shown !== card), unwanted: [...memory.unwanted, card.key] },
    drop: [key],
  };
}

const longestQuote = 24;

function quote(utterance: Utterance, best: Candidate): string {
  const [from, to] = sentenceAround(utterance.text, best.hit?.span ?? [0, utterance.text.length]);
  const words = utterance.text.slice(from, to).trim();
  return words.length <= longestQuote ? words : `${words.slice(0, longestQuote - 1)}…`;
}

function evidenceOf(utterance: Utterance, best: Candidate): Evidence {
  const { position, revision, text } = utterance;
  if (best.hit) return { position, revision, span: [best.hit.span[0], best.hit.span[1]], concept: best.hit.concept };
  return { position, revision, span: [0, text.length] };
}

function sentenceAround(text: string, span: readonly [number, number]): readonly [number, number] {
  let from = span[0];
  let to = span[1];
  while (from > 0 && !/[,。!?;,.!?;…]/.test(text[from - 1] as string)) from--;
  while (to < text.length && !/[,。!?;,.!?;…]/.test(text[to] as string)) to++;
  return [from, to];
}
