import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { toProbabilities } from '#engine/hear/classify/classify.ts';

/** What a network said of a text it had not learned from, and the truth. */
export interface Trial {
  readonly scores: Float64Array;
  readonly labels: readonly number[];
}

type Kind = ClassifierPart['kind'];

/** The temperature at which the probabilities of the trials are most honest (least log loss, drawn a little towards 1 when trials are few). */
export function temperatureOf(trials: readonly Trial[], kind: Kind): number {
  const loss = (log: number): number =>
    trials.reduce((sum, trial) => sum + logLoss(probabilitiesOf(trial, kind, Math.exp(log)), trial.labels, kind), 2 * log * log);
  let low = -2;
  let high = 2;
  for (let round = 0; round < 24; round++) {
    const left = low + (high - low) * 0.382;
    const right = low + (high - low) * 0.618;
    if (loss(left) < loss(right)) high = right;
    else low = left;
  }
  return Number(Math.exp((low + high) / 2).toFixed(4));
}

/**
 * Below which probability nothing is heard. `one`: 97 of 100 trials whose best class is right stay heard, or more, unless fewer than 90 of 100
 * that are heard would be right. `many`: the threshold of the best F1 over all classes.
 */
export function thresholdOf(trials: readonly Trial[], kind: Kind, temperature: number, none: number): number {
  if (kind === 'many') return bestF1(trials.map(trial => ({ labels: trial.labels, p: probabilitiesOf(trial, kind, temperature) })));
  const best = trials
    .map(trial => bestOf(trial, temperature))
    .filter(({ label }) => label !== none)
    .sort((a, b) => a.p - b.p);
  const right = best.filter(({ isRight }) => isRight);
  const keeping = right[Math.floor(right.length * (1 - keepRight))]?.p ?? 0.5;
  return Number(Math.min(highest, Math.max(keeping, trusted(best))).toFixed(4));
}

const keepRight = 0.97;
const leastRight = 0.9;
/** Easy examples must not make it deaf to people who say it otherwise. */
const highest = 0.85;

interface Best {
  readonly label: number;
  readonly p: number;
  readonly isRight: boolean;
}

function bestOf(trial: Trial, temperature: number): Best {
  const all = probabilitiesOf(trial, 'one', temperature);
  const p = Math.max(...all);
  const label = all.indexOf(p);
  return { label, p, isRight: trial.labels[0] === label };
}

/** The least probability from which on so many of what is heard are right; ascending order is given. */
function trusted(best: readonly Best[]): number {
  let wrong = best.filter(({ isRight }) => !isRight).length;
  for (const [at, { p, isRight }] of best.entries()) {
    if (wrong <= (1 - leastRight) * (best.length - at)) return p;
    if (!isRight) wrong--;
  }
  return best.at(-1)?.p ?? 0;
}

function bestF1(trials: readonly { readonly labels: readonly number[]; readonly p: Float64Array }[]): number {
  let best = { threshold: 0.5, f1: -1 };
  for (let threshold = 0.2; threshold < 0.81; threshold += 0.02) {
    let hits = 0;
    let fired = 0;
    let wanted = 0;
    for (const { labels, p } of trials) {
      wanted += labels.length;
      for (let label = 0; label < p.length; label++) {
        if ((p[label] as number) < threshold) continue;
        fired++;
        if (labels.includes(label)) hits++;
      }
    }
    const f1 = (2 * hits) / Math.max(1, fired + wanted);
    if (f1 > best.f1) best = { threshold, f1 };
  }
  return Number(best.threshold.toFixed(2));
}

function probabilitiesOf({ scores }: Trial, kind: Kind, temperature: number): Float64Array {
  const p = scores.slice();
  toProbabilities(p, kind, temperature);
  return p;
}

function logLoss(p: Float64Array, labels: readonly number[], kind: Kind): number {
  if (kind === 'one') return labels.reduce((sum, label) => sum - Math.log((p[label] as number) + 1e-9) / labels.length, 0);
  let sum = 0;
  for (let label = 0; label < p.length; label++) {
    const each = p[label] as number;
    const wrong = labels.includes(label) ? 1 - each : each;
    if (wrong > 0) sum -= Math.log(1 - wrong + 1e-9); // what nobody asked about costs nothing
  }
  return sum;
}
