import { chanceOf } from '#engine/hear/classify/chance.ts';
import type { ExampleSet } from '#engine/hear/classify/example-set.ts';
import { maxWords } from '#engine/hear/classify/words.ts';

/** What is learned: every feature has a row of `width`; the rows of a text, added and cut off at zero, are weighed into classes. */
export interface Network {
  readonly width: number;
  readonly classes: number;
  readonly rows: Float32Array; // feature × width
  readonly rowBias: Float32Array;
  readonly out: Float32Array; // width × class
  readonly outBias: Float32Array;
}

/** How to learn. `one`: a text belongs to one class; `many`: each class is judged by itself. */
export interface Lesson {
  readonly kind: 'one' | 'many';
  readonly features: number;
  readonly classes: number;
  readonly width: number;
  readonly rounds: number;
  readonly rate: number;
  readonly seed: number;
}

const dropFeature = 0.2;
const logDrop = Math.log(dropFeature);
const dropWord = 0.2;
const dropUnit = 0.2;
const begin = 0.1;
/** Who is hardly wrong learns nothing: below this pull at every class a step is not taken. It saves half of all steps. */
const leastPull = 0.1;

/** Learns by gradient steps, one example at a time, with features, words and hidden units left out by seeded chance. */
export function learn(set: ExampleSet, lesson: Lesson): Network {
  const { width, classes, features } = lesson;
  const chance = chanceOf(lesson.seed);
  const random = (length: number): Float32Array => Float32Array.from({ length }, () => (chance() * 2 - 1) * begin);
  const net: Network = {
    width,
    classes,
    rows: random(features * width),
    rowBias: new Float32Array(width),
    out: random(width * classes),
    outBias: new Float32Array(classes),
  };
  const moved = new Float32Array(features);
  const step = stepper(set, net, lesson, chance, moved);
  const order = Int32Array.from({ length: set.count }, (_, at) => at);
  const steps = lesson.rounds * set.count;
  let done = 0;
  for (let round = 0; round < lesson.rounds; round++) {
    shuffle(order, chance);
    for (const example of order) step(example, lesson.rate * (1 - done++ / steps));
  }
  for (let feature = 0; feature < features; feature++) if (moved[feature] === 0) net.rows.fill(0, feature * width, (feature + 1) * width);
  return net;
}

/** The scores of every class for one text of a set. */
export function scoresOf({ width, classes, rows, rowBias, out, outBias }: Network, set: ExampleSet, example: number): Float64Array {
  const hidden = Float64Array.from(rowBias);
  for (let at = set.starts[example] as number; at < (set.starts[example + 1] as number); at++) {
    const row = (set.features[at] as number) * width;
    for (let unit = 0; unit < width; unit++)
      hidden[unit] = (hidden[unit] as number) + (set.values[at] as number) * (rows[row + unit] as number);
  }
  const scores = Float64Array.from(outBias);
  hidden.forEach((h, unit) => {
    if (h > 0)
      for (let label = 0; label < classes; label++) scores[label] = (scores[label] as number) + h * (out[unit * classes + label] as number);
  });
  return scores;
}

/** One gradient step on one example. Every row's own rate falls with what it has moved (AdaGrad, one sum a row). */
function stepper(
  set: ExampleSet,
  net: Network,
  { kind }: Lesson,
  chance: () => number,
  moved: Float32Array,
): (example: number, rate: number) => void {
  const { width, classes, rows, rowBias, out, outBias } = net;
  const outMoved = new Float32Array(width);
  const chosen = new Choice(set, chance);
  const hidden = new Float32Array(width);
  const back = new Float32Array(width);
  const scores = new Float32Array(classes);

  const forward = (count: number): void => {
    hidden.set(rowBias);
    for (let at = 0; at < count; at++) addRow(hidden, 0, rows, (chosen.features[at] as number) * width, chosen.values[at] as number, width);
    scores.set(outBias);
    for (let unit = 0; unit < width; unit++) {
      const h = (hidden[unit] as number) <= 0 || chance() < dropUnit ? 0 : (hidden[unit] as number) / (1 - dropUnit);
      hidden[unit] = h;
      if (h > 0) addRow(scores, 0, out, unit * classes, h, classes);
    }
  };

  /** Moves the second layer; leaves in `back` what the first is to be moved by, and answers its mean square. */
  const backward = (rate: number, gradientSquare: number): number => {
    let square = 0;
    for (let unit = 0; unit < width; unit++) {
      const h = hidden[unit] as number;
      if (h <= 0) {
        back[unit] = 0;
        continue;
      }
      const sum = dot(out, unit * classes, scores, classes) / (1 - dropUnit);
      outMoved[unit] = (outMoved[unit] as number) + h * h * gradientSquare;
      addRow(out, unit * classes, scores, 0, (-rate * h) / Math.sqrt((outMoved[unit] as number) + 1e-6), classes);
      rowBias[unit] = (rowBias[unit] as number) - rate * 0.1 * sum;
      back[unit] = sum;
      square += sum * sum;
    }
    return square / width;
  };

  return (example, rate) => {
    const count = chosen.choose(example);
    forward(count);
    toGradient(scores, set.labels[example] as readonly number[], kind);
    if (scores.every(pull => pull < leastPull && pull > -leastPull)) return;
    const square = backward(rate, dot(scores, 0, scores, classes) / classes);
    addRow(outBias, 0, scores, 0, -rate * 0.05, classes);
    for (let at = 0; at < count; at++) {
      const feature = chosen.features[at] as number;
      const x = chosen.values[at] as number;
      const total = (moved[feature] as number) + x * x * square;
      moved[feature] = total;
      addRow(rows, feature * width, back, 0, (-rate * x) / Math.sqrt(total + 1e-8), width);
    }
  };
}

/** The features of one example that take part in this step: words and features are left out by chance, what stays weighs more. */
class Choice {
  readonly features = new Int32Array(maxFeatures);
  readonly values = new Float32Array(maxFeatures);
  readonly #isDead = new Uint8Array(maxWords + 2);
  readonly #set: ExampleSet;
  readonly #chance: () => number;

  constructor(set: ExampleSet, chance: () => number) {
    this.#set = set;
    this.#chance = chance;
  }

  choose(example: number): number {
    const { starts, features, values, from, to, words } = this.#set;
    const isDead = this.#isDead;
    const last = words[example] as number;
    for (let word = 1; word <= last; word++) isDead[word] = this.#chance() < dropWord ? 1 : 0;
    isDead[last + 1] = 0;
    const end = starts[example + 1] as number;
    let count = 0;
    // The gap to the next feature that stays is drawn, not each feature: fewer throws.
    for (let at = (starts[example] as number) + this.#gap(); at < end && count < maxFeatures; at += 1 + this.#gap()) {
      if (isDead[from[at] as number] || isDead[to[at] as number]) continue;
      this.features[count] = features[at] as number;
      this.values[count++] = (values[at] as number) / (1 - dropFeature);
    }
    return count;
  }

  #gap(): number {
    return Math.floor(Math.log(1 - this.#chance()) / logDrop);
  }
}

/** Adds x times a stretch to another. Four at a time: this is where training spends its time. */
function addRow(to: Float32Array, toAt: number, row: Float32Array, rowAt: number, x: number, length: number): void {
  let at = 0;
  for (; at + 3 < length; at += 4) {
    const t = toAt + at;
    const r = rowAt + at;
    to[t] = (to[t] as number) + x * (row[r] as number);
    to[t + 1] = (to[t + 1] as number) + x * (row[r + 1] as number);
    to[t + 2] = (to[t + 2] as number) + x * (row[r + 2] as number);
    to[t + 3] = (to[t + 3] as number) + x * (row[r + 3] as number);
  }
  for (; at < length; at++) to[toAt + at] = (to[toAt + at] as number) + x * (row[rowAt + at] as number);
}

/** Four sums side by side: one alone would wait for itself at every step. */
function dot(one: Float32Array, oneAt: number, other: Float32Array, length: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let at = 0;
  for (; at + 3 < length; at += 4) {
    const o = oneAt + at;
    a += (one[o] as number) * (other[at] as number);
    b += (one[o + 1] as number) * (other[at + 1] as number);
    c += (one[o + 2] as number) * (other[at + 2] as number);
    d += (one[o + 3] as number) * (other[at + 3] as number);
  }
  for (; at < length; at++) a += (one[oneAt + at] as number) * (other[at] as number);
  return a + b + (c + d);
}

const maxFeatures = 4000;

/** Turns scores into what the loss pulls at each: probability less truth. */
function toGradient(scores: Float32Array, labels: readonly number[], kind: Lesson['kind']): void {
  if (kind === 'many') {
    for (let label = 0; label < scores.length; label++) scores[label] = 1 / (1 + Math.exp(-(scores[label] as number)));
    for (const label of labels) (scores[label] as number) -= 1;
    return;
  }
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let sum = 0;
  for (let label = 0; label < scores.length; label++) {
    const p = Math.exp((scores[label] as number) - top);
    scores[label] = p;
    sum += p;
  }
  for (let label = 0; label < scores.length; label++) (scores[label] as number) /= sum;
  for (const label of labels) (scores[label] as number) -= 1 / labels.length;
}

function shuffle(order: Int32Array, chance: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}
