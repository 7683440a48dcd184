import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Artefact } from '#engine/artefact.ts';
import type { Plans } from '#engine/build.ts';
import { type ByLang, byLang } from '#engine/by-lang.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import type { Network } from '#engine/hear/classify/learn.ts';
import type { Plan } from '#engine/hear/classify/plan.ts';
import { committeeOf, networkOf } from '#engine/hear/classify/train.ts';
import { askWorker } from '#server/ask-worker.ts';

/** One network to be learned. */
interface Task {
  readonly plan: Plan;
  readonly member: number;
}

/** Learns what is planned, every network in a worker of its own, as many at once as there are processors. The bytes are those of `build`. */
export async function learnInWorkers({ concepts, openings, steps, acts, customerActs, matters }: Plans): Promise<Artefact['learned']> {
  const inTurn = turns(workersAtOnce());
  const learn = async (plans: ByLang<Plan>): Promise<ByLang<ClassifierPart>> => {
    const [zh, en] = await Promise.all([plans.zh, plans.en].map(plan => plan && learnCommittee(plan, inTurn)));
    return byLang(lang => (lang === 'zh' ? zh : en));
  };
  const longestFirst = [learn(acts), learn(steps), learn(matters), learn(openings), learn(customerActs), learn(concepts)] as const;
  const [ofActs, ofSteps, ofMatters, ofOpenings, ofCustomerActs, ofConcepts] = await Promise.all(longestFirst);
  return { acts: ofActs, steps: ofSteps, matters: ofMatters, openings: ofOpenings, customerActs: ofCustomerActs, concepts: ofConcepts };
}

async function learnCommittee(plan: Plan, inTurn: InTurn): Promise<ClassifierPart> {
  const members = Array.from({ length: plan.course.members }, (_, member) =>
    inTurn(() => askWorker<Network>(import.meta.url, { deskside: 'learn', task: { plan, member } satisfies Task })),
  );
  return committeeOf(plan, await Promise.all(members));
}

/** On a machine with many processors one is left to whoever talks with desks; with two, learning shares them. */
function workersAtOnce(): number {
  return Math.max(2, availableParallelism() - 1);
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Begins work in the order it comes, no more than `most` at once. */
function turns(most: number): InTurn {
  const waiting: (() => void)[] = [];
  let free = most;
  return async work => {
    if (free > 0) free--;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

if (!isMainThread && workerData?.deskside === 'learn') {
  const { plan, member } = workerData.task as Task;
  parentPort?.postMessage(networkOf(plan, member));
}
