import { z } from 'zod';
import { Cue } from '#domain/concept.ts';
import { EnglishName } from '#domain/english-name.ts';
import { ContentKey } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';

/** What a code looks like: A a letter, 9 a digit, * either, any other letter or digit itself; blanks and hyphens are only written. AA99 9AA. */
export const CodeShape = z.string().regex(/^(?=.{1,24}$)[A-Z0-9*]+(?:[ -][A-Z0-9*]+)*$/, {
  error: 'a shape is up to 24 of A (a letter), 9 (a digit), * (either) and other capitals and digits as they are, in groups: AA99 9AA',
});

/** A field of the wrap-up: what type it has and where in the talk its value stands. */
export const Slot = z.object({
  key: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  label: z.string().max(20),
  labelEn: EnglishName.optional(),
  lang: Lang.default('zh'),
  type: z.enum([
    'text',
    'choice',
    'choices',
    'amount',
    'date',
    'time',
    'tail',
    'person',
    'place',
    'number',
    'percent',
    'term',
    'phone',
    'card',
    'id',
    'email',
    'code',
    'profile', // filled from the data that come with the call, never from words
  ]),
  field: z.string().min(1).max(64).optional(), // a profile: its name among these data (attached)
  speaker: z.enum(['customer', 'agent', 'any']).default('customer'),
  asked: z.array(Cue).default([]), // the agent's question that makes the next answer its value
  says: z.array(Cue).default([]), // cues next to which the value stands
  told: z.array(Cue).default([]), // the same, but what the agent says there counts without the customer's yes (本期账单一共…)
  choices: z // of `choices` several may hold at once
    .array(
      z.object({
        value: z.string(),
        valueEn: EnglishName.optional(),
        note: z.string().max(80).optional(), // how the summary says it: 未发现异常交易
        says: z.array(Cue).default([]), // heard anywhere
        answers: z.array(Cue).default([]), // heard only as the answer to the slot's question (没有)
        told: z.array(Cue).default([]), // the agent tells that it is so; stands where the customer has said nothing of it (您自己在手机银行里改)
      }),
    )
    .default([]),
  endsIn: z.array(z.string().min(1).max(20)).default([]), // a place: what its name ends in (银行, 支行); empty: any kind of place
  shapes: z.array(CodeShape).max(16).default([]), // a code: what it looks like; empty: any letters and digits
  dateOrder: z.enum(['day-month', 'month-day']).default('day-month'), // how this bank's customers tell a date in figures
  unless: z.array(Cue).default([]), // words in which a value of this type is something else (每月扣八百 is no sum to be moved)
  unsure: z.array(Cue).default([]), // 好像是, 大概: stays amber until confirmed
  required: z.boolean().default(false),
  identity: z.boolean().default(false), // belongs to every process that checks who is calling
  processes: z.array(ContentKey).default([]), // beyond those that list it: shown once it has a value
});
export type Slot = z.infer<typeof Slot>;
