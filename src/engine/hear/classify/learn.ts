import { chanceOf } from '#engine/chance.ts';
import type { ClassRange, ExampleSet } from '#engine/hear/classify/example-set.ts';
import { type Rows, roomForRows } from '#engine/hear/classify/rows.ts';
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
/** Weights begin at chance, no farther from zero. */
const farthest = 0.1;
/** Who is hardly wrong learns nothing: below this pull at every class a step is not taken. It saves half of all steps. */
const leastPull = 0.1;

/** Learns by gradient steps, one example at a time, with features, words and hidden units left out by seeded chance. */
export function learn(set: ExampleSet, lesson: Lesson): Network {
  const { width, classes, features } = lesson;
  const chance = chanceOf(lesson.seed);
  const pupil = pupilOf(set, lesson, chance);
  const order = Int32Array.from({ length: set.count }, (_, at) => at);
  const steps = lesson.rounds * set.count;
  let done = 0;
  for (let round = 0; round < lesson.rounds; round++) {
    shuffle(order, chance);
    for (const example of order) pupil.step(example, lesson.rate * (1 - done++ / steps));
  }
  const { rows, rowBias, out, outBias, moved } = pupil;
  for (let feature = 0; feature < features; feature++) if (moved[feature] === 0) rows.fill(0, feature * width, (feature + 1) * width);
  const narrow = new Float32Array(width * classes);
  for (let unit = 0; unit < width; unit++) narrow.set(out.subarray(unit * outBias.length, unit * outBias.length + classes), unit * classes);
  return { width, classes, rows, rowBias, out: narrow, outBias: outBias.slice(0, classes) };
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

/** A network that learns: `out` and `outBias` are as long as a whole number of steps of the loops, classes nobody asks for behind. */
interface Pupil extends Pick<Network, 'rows' | 'rowBias' | 'out' | 'outBias'> {
  /** What every row has moved so far. */
  readonly moved: Float32Array;
  /** One gradient step on one example. Every row's own rate falls with what it has moved (AdaGrad, one sum a row). */
  step(example: number, rate: number): void;
}

function pupilOf(set: ExampleSet, { width, classes, features, kind }: Lesson, chance: () => number): Pupil {
  const wide = Math.ceil(classes / 16) * 16;
  const room = roomForRows(features * width + (width + 1) * wide + 5 * width + 2 * maxFeatures, 10);
  const rows = room.floats(features * width);
  const out = room.floats(width * wide);
  const rowBias = new Float32Array(width);
  const outBias = new Float32Array(wide);
  const moved = new Float32Array(features);
  const outMoved = new Float32Array(width);
  const chosen = new Choice(set, chance, room);
  const [hidden, back, pulls, sums] = [room.floats(width), room.floats(width), room.floats(width), room.floats(width)];
  const units = room.ints(width);
  const scores = room.floats(wide);
  begin(rows, chance);
  for (let unit = 0; unit < width; unit++) begin(out.subarray(unit * wide, unit * wide + classes), chance);

  /** Fills `scores`; answers how many units take part, which are in `units` and `pulls`. */
  const forward = (count: number): number => {
    hidden.set(rowBias);
    room.gather(hidden, rows, chosen.features, chosen.values, count);
    let active = 0;
    for (let unit = 0; unit < width; unit++) {
      const h = hidden[unit] as number;
      if (h <= 0 || chance() < dropUnit) continue;
      units[active] = unit;
      pulls[active++] = h / (1 - dropUnit);
    }
    scores.set(outBias);
    room.gather(scores, out, units, pulls, active);
    return active;
  };

  /** Moves the second layer; leaves in `back` what the first is to be moved by, and answers its mean square. */
  const backward = (active: number, rate: number, gradientSquare: number): number => {
    room.dots(scores, out, units, sums, active);
    back.fill(0);
    let square = 0;
    for (let at = 0; at < active; at++) {
      const unit = units[at] as number;
      const h = pulls[at] as number;
      const sum = (sums[at] as number) / (1 - dropUnit);
      outMoved[unit] = (outMoved[unit] as number) + h * h * gradientSquare;
      pulls[at] = (-rate * h) / Math.sqrt((outMoved[unit] as number) + 1e-6);
      rowBias[unit] = (rowBias[unit] as number) - rate * 0.1 * sum;
      back[unit] = sum;
      square += sum * sum;
    }
    room.scatter(scores, out, units, pulls, active);
    return square / width;
  };

  return {
    ...{ rows, rowBias, out, outBias, moved },
    step(example, rate) {
      const count = chosen.choose(example);
      const active = forward(count);
      toGradient(scores, classes, set.labels[example] as readonly number[], kind);
      const judged = set.judged[example];
      if (judged) leaveAlone(scores, judged);
      let most = 0;
      let gradientSquare = 0;
      for (let label = 0; label < classes; label++) {
        const pull = scores[label] as number;
        most = Math.max(most, Math.abs(pull));
        gradientSquare += pull * pull;
      }
      if (most < leastPull) return;
      const square = backward(active, rate, gradientSquare / classes);
      for (let label = 0; label < classes; label++) outBias[label] = (outBias[label] as number) - rate * 0.05 * (scores[label] as number);
      for (let at = 0; at < count; at++) {
        const feature = chosen.features[at] as number;
        const x = chosen.values[at] as number;
        const total = (moved[feature] as number) + x * x * square;
        moved[feature] = total;
        chosen.values[at] = (-rate * x) / Math.sqrt(total + 1e-8);
      }
      room.scatter(back, rows, chosen.features, chosen.values, count);
    },
  };
}

function begin(weights: Float32Array, chance: () => number): void {
  for (let at = 0; at < weights.length; at++) weights[at] = (chance() * 2 - 1) * farthest;
}

/** The features of one example that take part in this step: words and features are left out by chance, what stays weighs more. */
class Choice {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly #isDead = new Uint8Array(maxWords + 2);
  readonly #set: ExampleSet;
  readonly #chance: () => number;

  constructor(set: ExampleSet, chance: () => number, room: Rows) {
    this.features = room.ints(maxFeatures);
    this.values = room.floats(maxFeatures);
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

const maxFeatures = 4000;

/** Turns scores into what the loss pulls at each: probability less truth. Nothing pulls at what stands behind the classes. */
function toGradient(scores: Float32Array, classes: number, labels: readonly number[], kind: Lesson['kind']): void {
  if (kind === 'many') {
    for (let label = 0; label < classes; label++) scores[label] = 1 / (1 + Math.exp(-(scores[label] as number)));
    for (const label of labels) (scores[label] as number) -= 1;
  } else {
    let top = Number.NEGATIVE_INFINITY;
    for (let label = 0; label < classes; label++) top = Math.max(top, scores[label] as number);
    let sum = 0;
    for (let label = 0; label < classes; label++) {
      const p = Math.exp((scores[label] as number) - top);
      scores[label] = p;
      sum += p;
    }
    for (let label = 0; label < classes; label++) (scores[label] as number) /= sum;
    for (const label of labels) (scores[label] as number) -= 1 / labels.length;
  }
  scores.fill(0, classes);
}

/** Nothing pulls at classes of which the example says nothing. */
function leaveAlone(scores: Float32Array, judged: readonly ClassRange[]): void {
  let end = 0;
  for (const { from, to } of judged) {
    scores.fill(0, end, from);
    end = to;
  }
  scores.fill(0, end);
}

function shuffle(order: Int32Array, chance: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}
