import { z } from 'zod';
import { MustSay } from '#domain/article.ts';
import { Cue } from '#domain/concept.ts';
import { EnglishName } from '#domain/english-name.ts';
import { ContentKey } from '#domain/ids.ts';
import { Lang } from '#domain/speaker.ts';
import { Where } from '#domain/where.ts';

/** What has to be said before another node, shown as one pinned line for all nodes with the same `before` and title. */
export const Obligation = z.object({
  before: ContentKey, // a node of the same process
  title: z.string().max(40), // 确认前必说
  titleEn: EnglishName.optional(),
  deadline: z.string().max(40), // 办理挂失之前
  deadlineEn: EnglishName.optional(),
  chips: z.array(MustSay).min(1),
  rule: ContentKey.optional(), // the prompt rule it carries out (Q67)
});
export type Obligation = z.infer<typeof Obligation>;

/** How a clerk's note says it. `[在{lossPlace}]` is left out where that was not said, `[{cardType}|信用卡]` then says what is behind the bar. */
export const NoteWording = z.string().max(200);
export type NoteWording = z.infer<typeof NoteWording>;

/** A whole sentence as people say it, to learn from. */
export const Example = z.string().min(1).max(1000);
export type Example = z.infer<typeof Example>;

/** One step of a service process, with its script and how it is known to be done. */
export const ProcessNode = z.object({
  key: ContentKey,
  title: z.string().max(60),
  titleEn: EnglishName.optional(),
  note: NoteWording.optional(), // what was done, for the summary: 告知挂失有效期; absent: the title, empty: not told
  required: z.boolean(),
  script: z.string().max(600),
  done: z.object({
    by: z.enum(['agent', 'customer', 'agent+customer']), // agent+customer: the agent's cue alone is in progress
    says: z.array(Cue).min(1),
    examples: z.array(Example).max(500).default([]), // sentences that do it, in other words than `says` hears: from three on they are learned
    atLeast: z.number().int().positive().default(1), // distinct cues needed
    reply: z.array(Cue).default([]), // what the customer has to answer; empty with agent+customer: any answer that is no refusal
    volunteered: z.array(Cue).default([]), // the customer's words that do it unasked, once what it must follow is done (我同意,办吧)
    refuse: z.array(Cue).default([]),
    confirm: z.array(Cue).default([]), // the agent's own closing words, needed after the reply (核实无误)
    acknowledge: z.array(Cue).default([]), // lighter closing words (好的王先生): confirm as well where nothing is asked in the same breath
    unless: z.array(Cue).default([]), // agent's words beside which `says` does not count (那您报警了没有)
    within: z.enum(['any', 'first-agent-turn', 'last-agent-turns']).default('any'),
  }),
  opensOn: z.array(Cue).default([]), // only applies once the customer says one of these; not applicable before
  closedBy: z.array(Cue).default([]), // the customer's words that make it not applicable (短信没有异常)
  answers: z.array(Cue).default([]), // customer questions its script answers: brings it to the top
  establishes: z.enum(['verified', 'consented']).optional(),
  once: z.boolean().default(false), // settled once a call: what another process has heard of a step of this key counts here too
  retractedBy: z.array(Cue).default([]), // words that undo it
  mustFollow: z.array(ContentKey).default([]),
  before: z.array(ContentKey).default([]), // done after one of these, it came too late: out of order
  spoiledBy: z.array(Cue).default([]), // done after the agent said this, it came too late: out of order
  mergeWith: ContentKey.optional(), // read together with that node's script when both are next (安抚 + 核实)
  branch: z.array(z.object({ when: Cue, goto: z.string().regex(/^(P:)?[A-Za-z0-9][A-Za-z0-9._/-]{0,119}$/) })).default([]), // goto: a node, or P:P09 for another process
  mustSay: z.array(MustSay).default([]), // chips of its script card; absent: those of its obligation
  obligation: Obligation.optional(),
  compliance: z.string().max(300).optional(),
  complianceEn: z.string().max(600).optional(),
  verbatim: z.boolean().optional(), // the wording is prescribed: to be read as it stands (必读)
  where: Where.optional(),
});
export type ProcessNode = z.infer<typeof ProcessNode>;

/** A service process: ordered nodes. Order binds only where mustFollow says so; agents interleave the rest. */
export const Process = z.object({
  key: ContentKey,
  title: z.string().max(60),
  titleEn: EnglishName.optional(),
  short: z.string().max(12), // on the card's tag and the rail
  shortEn: EnglishName.optional(),
  note: NoteWording.optional(), // why the customer came, for the summary: 客户遗失借记卡,要求挂失; absent: the title
  lang: Lang.default('zh'),
  leaves: z.array(z.string().max(32)).default([]), // likely categories, best first
  identity: z.enum(['none', 'basic', 'strong']),
  triggers: z.array(Cue).min(1), // customer cues that start it
  mentions: z.array(Cue).default([]), // belongs to it but starts it only together with more; the agent's words count too
  examples: z.array(Example).max(1000).default([]), // how customers come for it: from three on they are learned, where the concept `none` shows what is nothing
  unlike: z.array(Example).max(1000).default([]), // the agent's sentences that come close to one of its steps and are none
  talk: z.array(Example).max(1000).default([]), // what agents say besides while they are at it: with its steps it tells businesses apart, of steps it says nothing
  notWhen: z.array(Cue).default([]),
  urgent: z.boolean().default(false), // takes over at once, without hysteresis (fraud, stop payment)
  sensitive: z.boolean().default(false), // offers keep quiet
  slots: z.array(z.string()).default([]),
  nodes: z.array(ProcessNode).min(1),
  results: z
    .array(z.object({ title: z.string(), note: NoteWording.optional(), when: z.array(Cue).default([]), node: ContentKey.optional() }))
    .default([]),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type Process = z.infer<typeof Process>;
