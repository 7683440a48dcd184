import type { Hit } from '#domain/hit.ts';
import type { CueNumbers } from '#engine/cues.ts';
import type { ClassifierPart } from '#engine/hear/classify/classifier-part.ts';
import { type Classifier, loadClassifier } from '#engine/hear/classify/classify.ts';
import { type HitOf, hitsOf } from '#engine/hear/classify/example-hits.ts';

/** One part's ear for a turn: each class with the stretch that says it most. What it heard last stays until the next turn. */
export class LikenessEar {
  readonly #classifier: Classifier;
  readonly #hitOf: HitOf;
  readonly #cues: readonly number[]; // by class
  readonly #rivals: readonly number[];
  readonly #sureFrom: readonly number[]; // by class
  readonly #doubted: readonly { readonly label: number; readonly cue: number }[];
  readonly #doubtedBelow: number;
  readonly #likest: Float64Array; // by class: its probability in the stretch that is most like it
  readonly #sure: Float64Array; // by class: the same where it is sure enough to be heard
  readonly #where: Int32Array; // by class: in which stretch that is

  constructor(part: ClassifierPart, cues: CueNumbers) {
    const { classes, rivals = [], doubted, sureFrom = [] } = part;
    this.#classifier = loadClassifier(part);
    this.#hitOf = hitsOf(part, cues);
    this.#cues = classes.map(key => cues.numberOf(`@${key}`));
    this.#rivals = rivals;
    this.#sureFrom = classes.map((_, label) => sureFrom[label] ?? 0);
    this.#doubted = doubted?.classes.map(label => ({ label, cue: cues.numberOf(`@${classes[label]}`) })) ?? [];
    this.#doubtedBelow = doubted?.below ?? 0;
    this.#likest = new Float64Array(classes.length);
    this.#sure = new Float64Array(classes.length);
    this.#where = new Int32Array(classes.length);
  }

  /** Reads a turn as a whole, then each of its sentences. */
  listen(turn: string, sentences: readonly string[]): void {
    this.#likest.fill(0);
    this.#sure.fill(0);
    this.#read(turn, wholeTurn, this.#classifier.threshold);
    for (let at = 0; at < sentences.length; at++) this.#read(sentences[at] as string, at, sureOfSentence);
  }

  /** What was heard, each at its stretch: that of a sentence's number, or of the whole turn when there is none. */
  hits(spanOf: (at: number) => Hit['span']): readonly Hit[] {
    const found: Hit[] = [];
    for (let label = 0; label < this.#sure.length; label++) {
      const probability = this.#sure[label] as number;
      if (probability === 0 || this.#isBeaten(label)) continue;
      found.push(this.#hitOf(label, probability, spanOf(this.#where[label] as number)));
    }
    return found;
  }

  /** Adds the cues of doubted classes that nothing in the turn is like. */
  findUnlike(into: number[]): void {
    for (const { label, cue } of this.#doubted) if ((this.#likest[label] as number) < this.#doubtedBelow) into.push(cue);
  }

  /** How probable the class of a cue is in a text by itself; null: no class of this part. */
  probabilityOf(cue: number, normal: string): number | null {
    const label = this.#cues.indexOf(cue);
    return label < 0 ? null : (this.#classifier.probabilities(normal)[label] as number);
  }

  #read(normal: string, from: number, atLeast: number): void {
    const probabilities = this.#classifier.probabilities(normal);
    const likeliest = from === wholeTurn ? likeliestOfSome(probabilities, this.#rivals) : none;
    for (let label = 0; label < probabilities.length; label++) {
      const probability = probabilities[label] as number;
      if (probability > (this.#likest[label] as number)) this.#likest[label] = probability;
      if ((probability < atLeast && label !== likeliest) || probability <= (this.#sure[label] as number)) continue;
      if (probability < (this.#sureFrom[label] as number)) continue;
      this.#sure[label] = probability;
      this.#where[label] = from;
    }
  }

  #isBeaten(label: number): boolean {
    const sure = this.#sure[label] as number;
    const isSurerThere = (other: number) => this.#where[other] === this.#where[label] && (this.#sure[other] as number) > sure;
    return this.#rivals.includes(label) && this.#rivals.some(isSurerThere);
  }
}

/** The likeliest of classes that shut each other out, when it is surely one of them though none may be sure by itself. */
function likeliestOfSome(probabilities: ArrayLike<number>, rivals: readonly number[]): number {
  let likeliest = none;
  let isNone = 1;
  for (const rival of rivals) {
    const probability = probabilities[rival] as number;
    isNone *= 1 - probability;
    if (likeliest === none || probability > (probabilities[likeliest] as number)) likeliest = rival;
  }
  const isOne = likeliest !== none && 1 - isNone >= sureOfSome && (probabilities[likeliest] as number) >= likelierThanNot;
  return isOne ? likeliest : none;
}

const wholeTurn = -1;
const none = -1;
/** From calls of eleven hands not learned from: 5 of 217 serious breaches more were found, and one false alarm more. */
const sureOfSome = 0.85;
const likelierThanNot = 0.5;
/** A sentence taken out of a turn says less: it must be surer. */
const sureOfSentence = 0.8;
