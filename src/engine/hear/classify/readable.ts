import type { Lang } from '#domain/speaker.ts';
import type { Example } from '#engine/hear/classify/example-set.ts';
import { normalise, normalText, Paper } from '#engine/hear/normal/normalise.ts';

/** Text as the classifier reads it. */
export function readable(text: string, lang: Lang): string {
  return normalText(normalise(text, lang, paper), text);
}

/** Texts are read one after the other, and of each only the string is kept. */
const paper = new Paper();

/** The examples of every class as texts with their labels: one that stands under several classes is an example of each. */
export function labelled(classes: readonly (readonly string[])[], lang: Lang): Example[] {
  const labels = new Map<string, number[]>();
  for (const [label, examples] of classes.entries()) {
    for (const example of new Set(examples.map(text => readable(text, lang)))) {
      const known = labels.get(example);
      if (known) known.push(label);
      else labels.set(example, [label]);
    }
  }
  return [...labels].map(([text, each]): Example => ({ text, labels: each }));
}
