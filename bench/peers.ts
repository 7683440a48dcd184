import { bankSize, growBank } from '#bench/bank/bank.ts';
import { conversationsOf } from '#bench/bank/conversations.ts';
import { made } from '#bench/engine.ts';
import { type IntentsVersus, intentSet, intentsVersus } from '#bench/versus/intents.ts';
import type { Peers } from '#bench/versus/peers.ts';
import { type RetrievalVersus, retrievalVersus } from '#bench/versus/retrieval.ts';
import { type RulesVersus, rulesAccuracy, rulesSpeed } from '#bench/versus/rules.ts';
import type { Release } from '#domain/release.ts';
import type { Call } from '#server/demo/call.ts';

/** The same work by Deskside and by what a TypeScript developer would pick instead, in one run. */
export interface PeersBench {
  readonly rules: { readonly accuracy: RulesVersus['accuracy']; readonly demo: RulesVersus['speed']; readonly bank: RulesVersus['speed'] };
  readonly retrieval: { readonly demo: RetrievalVersus; readonly bank: RetrievalVersus };
  readonly intents: IntentsVersus;
}

/** Measures all three; speeds by processor time, the two in turn. */
export async function benchPeers(
  small: Release,
  calls: readonly Call[],
  { dir, data, seed, peers, tell }: { dir: string; data: string | undefined; seed: number; peers: Peers; tell: (news: string) => void },
): Promise<PeersBench> {
  const { release, areas, dialect } = growBank(small, bankSize, seed);
  tell('rules: violations found, by the engine and by a loop of RegExp');
  const accuracy = await rulesAccuracy(small, made(small).engine, dir);
  tell('rules: speed with the content given');
  const scripts = calls.map(call => call.script).filter(({ lang }) => lang === 'zh');
  const demo = await rulesSpeed(small, scripts, mostUtterances);
  tell('rules: speed with a bank’s');
  const bank = await rulesSpeed(release, conversationsOf(calls, areas, dialect), mostUtterances);
  tell('retrieval: articles by questions kept back, against minisearch');
  const found = await retrievalVersus(small, peers, mostQueries);
  const foundInBank = await retrievalVersus(release, peers, mostQueries);
  tell('intents: against node-nlp, which trains for a while');
  const intents = await intentsVersus(await intentSet(small, data), peers);
  return { rules: { accuracy, demo, bank }, retrieval: { demo: found, bank: foundInBank }, intents };
}

const mostUtterances = 200;
const mostQueries = 300;
