import { z } from 'zod';

/** A step that may wait for its page and act on an element of it. */
const place = {
  target: z.string().max(2000).default('main'), // the address of a popup, or main
  frame: z.array(z.number().int().nonnegative()).max(6).default([]),
  assertedEvents: z
    .array(z.object({ type: z.string().max(40), url: z.string().max(4000).optional(), title: z.string().max(500).optional() }))
    .max(10)
    .default([]),
};
const at = { selectors: z.array(z.union([z.string(), z.array(z.string()).min(1)])).min(1) };

/** One step of a recording that a bot can be made of; what else a recording may hold is refused by name. */
export const RecordedStep = z.discriminatedUnion('type', [
  z.object({ ...place, type: z.literal('setViewport') }),
  z.object({ ...place, type: z.literal('navigate'), url: z.string().min(1).max(4000) }),
  z.object({ ...place, ...at, type: z.literal('click'), button: z.string().default('primary') }),
  z.object({ ...place, ...at, type: z.literal('doubleClick'), button: z.string().default('primary') }),
  z.object({ ...place, ...at, type: z.literal('hover') }),
  z.object({ ...place, ...at, type: z.literal('change'), value: z.string().max(100_000) }),
  z.object({ ...place, type: z.literal('keyDown'), key: z.string().min(1).max(40) }),
  z.object({ ...place, type: z.literal('keyUp'), key: z.string().min(1).max(40) }),
  z.object({ ...place, type: z.literal('scroll') }),
  z.object({ ...place, type: z.literal('close') }),
  z.object({
    ...place,
    ...at,
    type: z.literal('waitForElement'),
    operator: z.enum(['>=', '==', '<=']).default('>='),
    count: z.number().int().nonnegative().default(1),
    visible: z.boolean().default(true),
    attributes: z.record(z.string(), z.unknown()).optional(),
    properties: z.record(z.string(), z.unknown()).optional(),
  }),
]);
export type RecordedStep = z.infer<typeof RecordedStep>;

/** A recording of Chrome DevTools Recorder as it lies in its file; its steps are read one by one. */
export const Recording = z.object({
  title: z.string().max(500).default(''),
  steps: z.array(z.unknown()).min(1).max(2000),
});

/** What was wrong with a recording, by the place of the step from 1; 0 is the recording as a whole. Never says what was typed. */
export interface RecordingProblem {
  readonly step: number;
  readonly why: string;
}

/** Reads the steps; every one that cannot become part of a bot is named. */
export function readSteps(steps: readonly unknown[]): {
  readonly steps: readonly RecordedStep[];
  readonly problems: readonly RecordingProblem[];
} {
  const read: RecordedStep[] = [];
  const problems: RecordingProblem[] = [];
  for (const [index, raw] of steps.entries()) {
    const type = typeOf(raw);
    const parsed = RecordedStep.safeParse(raw);
    const why = refusals[type] ?? (parsed.success ? refusalOf(parsed.data) : wrongShape(type, parsed.error));
    if (why) problems.push({ step: index + 1, why });
    else if (parsed.success) read.push(parsed.data);
  }
  return { steps: read, problems };
}

const refusals: Readonly<Record<string, string | undefined>> = Object.assign(Object.create(null), {
  customStep: 'customStep: a step only its own extension can play; write it by hand',
  waitForExpression: 'waitForExpression: scripts are not run on a page; wait for an element instead',
  emulateNetworkConditions: 'emulateNetworkConditions: a robot does not change the network',
});
const known = new Set(RecordedStep.options.map(option => option.shape.type.value as string));

function typeOf(raw: unknown): string {
  const type = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
  return typeof type === 'string' ? type.slice(0, 40) : '';
}

function wrongShape(type: string, error: z.ZodError): string {
  if (type === '') return 'a step without a type';
  if (!known.has(type)) return `${type}: there is no step of this type`;
  return `${type}: ${error.issues.map(issue => `${issue.path.join('.')} is missing or wrong`).join(', ')}`;
}

function refusalOf(step: RecordedStep): string | null {
  const asserted = step.assertedEvents.find(({ type }) => type !== 'navigation');
  if (asserted) return `${step.type}: asserts ${asserted.type}, and only navigation can be asserted`;
  if ((step.type === 'click' || step.type === 'doubleClick') && (step.button === 'back' || step.button === 'forward'))
    return `${step.type}: the mouse's ${step.button} button leads to no certain page; open the page instead`;
  return null;
}
