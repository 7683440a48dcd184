import type { Content } from '#engine/content.ts';
import { isOwn } from '#engine/hear/classify/learned-cues.ts';
import type { MainBusiness } from '#engine/wrapup/main-business.ts';
import type { Told } from '#engine/wrapup/summary/story.ts';

/** What tells which businesses of a call were more than touched. */
export interface Dealings {
  readonly process: string | null; // what the talk is or was last about
  readonly main: MainBusiness | null;
  readonly seen: readonly string[];
  readonly story: { readonly steps: readonly Told[] }; // process/node done
}

/** The businesses whose fields are kept: the one they are of, the main one, and others of whose own steps half were done; one merely touched leaves none. */
export function dealtWith({ seen, main, story }: Dealings, process: string | null, content: Content): readonly string[] {
  return seen.filter(key => key === process || key === main?.process || isHalfDone(key, story.steps, content));
}

/** The business whose fields stand there, empty ones too; after the call none that was merely touched at its end, unless the agent picked it. */
export function fieldsOf(dealings: Dealings, isOver: boolean, isPicked: boolean, content: Content): string | null {
  const { process, main, story } = dealings;
  const isKept = process === null || main === null || !isOver || isPicked || isHalfDone(process, story.steps, content);
  return isKept ? process : main.process;
}

/** At least half of the steps that nothing but this business brings; who the customer is, greetings and goodbyes are steps of all. */
function isHalfDone(process: string, steps: readonly Told[], content: Content): boolean {
  const own = ownSteps(process, content);
  return own.size === 0 || steps.filter(({ name }) => own.has(name)).length * 2 >= own.size;
}

function ownSteps(process: string, content: Content): ReadonlySet<string> {
  const known = made.get(content) ?? new Map<string, ReadonlySet<string>>();
  made.set(content, known);
  const kept = known.get(process);
  if (kept) return kept;
  const nodes = content.processes.get(process)?.nodes ?? [];
  const own = new Set(nodes.filter(node => node.required && isOwn(node)).map(({ key }) => `${process}/${key}`));
  known.set(process, own);
  return own;
}

const made = new WeakMap<Content, Map<string, ReadonlySet<string>>>();
